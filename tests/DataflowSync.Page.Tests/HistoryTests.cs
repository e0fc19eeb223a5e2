using System.Globalization;
using System.Text.Json.Nodes;
using DataflowSync.Page.Tests.Setup;
using DataflowSync.Server.Tests.Setup;
using DataflowSync.Testing;

namespace DataflowSync.Page.Tests;

/// <summary>What the pages show of runs that ended.</summary>
[Collection(Browsing.Name)]
public sealed class HistoryTests(Chromium chromium)
{
    private const string Hostile = "<script>document.title='broken'</script>\"'&amp;<img src=x onerror=alert(1)> \u05e9\u05dc\u05d5\u05dd\u202eabc";

    [BrowserFact]
    public async Task The_bars_of_the_history_are_what_the_reports_say()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await server.SyncAsync();
        server.Provider.Catalog.Movies.Change(30);
        server.Provider.Catalog.Movies.Remove(7);
        server.Provider.Catalog.Series.Add(5);
        server.Provider.Faults.Add(Fault.Status(503) with { Target = "channels", Times = 1 });
        await server.SyncAsync();
        await server.SyncAsync();
        var runs = (await server.GetAsync("/api/profiles/home/runs")).Json.AsArray();
        var longest = runs.Max(run => run!["durationMs"]!.GetValue<double>());
        await using var window = await chromium.OpenAsync(server.Client.BaseAddress!);

        await window.GoAsync("/profiles/home");

        await window.CountAsync("#history tbody tr", 3);
        foreach (var run in runs.Select(run => run!))
        {
            var row = $"""#history tr[data-run="{run["runId"]!.GetValue<string>()}"]""";
            var steps = run["steps"]!.AsArray().Select(step => step!).ToList();
            foreach (var change in new[] { "added", "updated", "removed" })
            {
                var count = steps.Sum(step => step[change]!.GetValue<long>());
                Assert.Equal(count.ToString(CultureInfo.InvariantCulture), await window.Find($"{row} [data-change={change}][data-count]").GetAttributeAsync("data-count"));
                await window.CountAsync($"{row} rect[data-change={change}]", count > 0 ? 1 : 0);
            }

            await window.CountAsync($"{row} rect[data-step]", steps.Count);
            for (var place = 0; place < steps.Count; place++)
            {
                // Reports tell whole milliseconds.
                var milliseconds = steps[place]["durationMs"]!.GetValue<double>();
                var width = double.Parse((await window.Find($"""{row} rect[data-step="{place}"]""").GetAttributeAsync("width"))!, CultureInfo.InvariantCulture);
                Assert.InRange(width, (160 * milliseconds / (longest + 1)) - 0.01, (160 * (milliseconds + 1) / longest) + 0.01);
            }
        }

        await window.ShowsAsync("#history tbody tr:nth-child(2)", "1 retry");
        window.AssertNoComplaints();
    }

    [BrowserFact]
    public async Task Rejected_records_are_shown_with_their_place_and_reason()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        server.Provider.Faults.Add(Fault.Body("""[{"stream_id":1,"name":"one"},{"name":"no id"},5,{"stream_id":-4,"name":"none"}]""") with { Target = "movies" });
        await server.SyncAsync();
        await using var window = await chromium.OpenAsync(server.Client.BaseAddress!);

        await window.GoAsync("/profiles/home");

        await window.ShowsAsync("[data-trouble=movies] summary", "3 rejected records");
        Assert.Equal(
            ["1 missing-id", "2 not-an-object", "3 invalid-id"],
            (await window.Find("[data-trouble=movies] .rejects tbody tr").AllInnerTextsAsync()).Select(text => text.Replace('\t', ' ')));
        await window.ShowsAsync("#history tbody tr", "3 rejects");
        window.AssertNoComplaints();
    }

    [BrowserFact]
    public async Task The_waterfall_of_a_run_shows_all_its_spans_and_marks_what_failed()
    {
        await using var server = await RunningServer.StartAsync(configureSync: sync => sync.Engine.BatchSize = 10);
        await server.AddProfileAsync();
        server.Provider.Faults.Add(Fault.Status(503) with { Target = "movies", Times = 1 });
        await server.SyncAsync();
        var run = (await server.LastRunAsync())["runId"]!.GetValue<string>();
        var trace = (await server.GetAsync($"/api/profiles/home/runs/{run}/trace")).Expect(200).Json["spans"]!.AsArray().Select(span => span!).ToList();
        await using var window = await chromium.OpenAsync(server.Client.BaseAddress!);
        await window.GoAsync("/profiles/home");

        await window.Find("#history tbody th a").ClickAsync();

        await window.ShowsAsync("h1", "Run of home");
        await window.CountAsync(".waterfall details.span", trace.Count);
        await window.CountAsync(".waterfall rect", trace.Count + trace.Count(InACrowd));
        foreach (var span in trace)
        {
            await window.CountAsync($"#span-{span["spanId"]!.GetValue<string>()}", 1);
        }

        var failed = Assert.Single(trace, span => span["isError"]!.GetValue<bool>() && span["name"]!.GetValue<string>() == "dataflowsync.attempt");
        var line = $"#span-{failed["spanId"]!.GetValue<string>()}";
        await window.ShowsAsync($"{line} > summary", "failed");
        await window.IsHiddenAsync($"{line} .attributes");
        await window.Find($"{line} > summary").ClickAsync();
        await window.ShowsAsync($"{line} .attributes", "HttpStatus");
        await window.CountAsync(".crowd > summary .what:text-is('store_batch × 40')", 1);
        var next = Assert.Single(trace, span => span["links"]!.AsArray().Any(link => link!.GetValue<string>() == failed["spanId"]!.GetValue<string>()));
        await window.Find($"{line} > summary").ClickAsync();
        await window.Find($"#span-{next["spanId"]!.GetValue<string>()} > summary").ClickAsync();
        await window.Find($"#span-{next["spanId"]!.GetValue<string>()} a").ClickAsync();
        await window.IsVisibleAsync($"{line} .attributes");
        await window.PictureAsync("waterfall");
        window.AssertNoComplaints();

        bool InACrowd(JsonNode span) => span["name"]!.GetValue<string>() == "dataflowsync.store_batch" && trace.Count(other =>
            other["name"]!.GetValue<string>() == span["name"]!.GetValue<string>() && other["parentSpanId"]?.GetValue<string>() == span["parentSpanId"]?.GetValue<string>()) > 3;
    }

    [BrowserFact]
    public async Task Of_a_run_before_the_server_was_started_there_is_a_report_and_no_trace()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await server.SyncAsync();
        var run = (await server.LastRunAsync())["runId"]!.GetValue<string>();
        await server.StopServerAsync();
        await server.StartServerAsync();
        await using var window = await chromium.OpenAsync(server.Client.BaseAddress!);

        await window.GoAsync($"/profiles/home/runs/{run}");

        await window.CountAsync(".report tbody tr", 6);
        await window.ShowsAsync(".report tbody tr:nth-child(4)", "400");
        await window.ShowsAsync("#no-trace", "No trace of this run is kept");
        window.AssertNoComplaints();
    }

    [BrowserFact]
    public async Task Texts_of_a_provider_are_shown_as_they_are_and_do_nothing()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        var account = new JsonObject { ["user_info"] = new JsonObject { ["auth"] = 1, ["status"] = Hostile, ["username"] = Hostile } };
        server.Provider.Faults.Add(Fault.Body(account.ToJsonString()) with { Target = Fault.AccountCheck });
        server.Provider.Faults.Add(Fault.Body(new JsonObject { ["error"] = Hostile }.ToJsonString()) with { Target = "movies", Times = null });
        await server.SyncAsync();
        var run = (await server.LastRunAsync())["runId"]!.GetValue<string>();
        await using var window = await chromium.OpenAsync(server.Client.BaseAddress!);

        foreach (var path in new[] { "/profiles/home", $"/profiles/home/runs/{run}", "/", $"/?name={Uri.EscapeDataString(Hostile)}", $"/profiles/{Uri.EscapeDataString(Hostile)}" })
        {
            if (path.StartsWith("/profiles/%", StringComparison.Ordinal))
            {
                window.Expect("404");
            }

            await window.GoAsync(path);
            Assert.EndsWith("DataflowSync", await window.Page.TitleAsync(), StringComparison.Ordinal);
            await window.CountAsync("main script, main img", 0);
        }

        await window.GoAsync("/profiles/home");
        Assert.Equal(Hostile, await window.Find("#facts bdi").TextContentAsync());
        await window.GoAsync($"/?name={Uri.EscapeDataString(Hostile)}");
        Assert.Equal(Hostile, await window.Find("#name").InputValueAsync());
        window.AssertNoComplaints();

        // Had a script got in, it would not have run, and this test would have failed.
        await window.Page.EvaluateAsync("() => { const inline = document.createElement('script'); inline.textContent = 'document.title = 1'; document.body.append(inline); }");
        await window.Page.EvaluateAsync("() => new Promise(done => setTimeout(done))");
        Assert.NotEqual("1", await window.Page.TitleAsync());
        Assert.ThrowsAny<Exception>(window.AssertNoComplaints);
    }
}
