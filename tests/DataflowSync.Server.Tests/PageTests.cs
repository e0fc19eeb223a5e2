using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DataflowSync.Server.Page;
using DataflowSync.Server.Tests.Setup;
using DataflowSync.Server.Traces;

namespace DataflowSync.Server.Tests;

/// <summary>The pages, as they are sent. What a browser makes of them is in DataflowSync.Page.Tests.</summary>
public sealed partial class PageTests(SyncedServer shared) : IClassFixture<SyncedServer>
{
    private const string Hostile = "\"><script>alert('1')</script> & \u05e9\u05dc\u05d5\u05dd\u202e`";

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/profiles/home", 200)]
    [InlineData("/profiles/none", 404)]
    [InlineData("/profiles/home/runs/none", 404)]
    public async Task A_page_forbids_everything_but_the_servers_own_files(string path, int status)
    {
        var answer = (await shared.Server.GetAsync(path)).Expect(status);

        Assert.Equal("text/html", answer.ContentType);
        Assert.Contains(
            "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            answer.Headers, StringComparison.Ordinal);
        Assert.Contains("Referrer-Policy: no-referrer", answer.Headers, StringComparison.Ordinal);
        Assert.Contains("X-Content-Type-Options: nosniff", answer.Headers, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store", answer.Headers, StringComparison.Ordinal);
        Assert.DoesNotMatch(" style=| on[a-z]+=|<style|<script(?! type=\"module\" src=\"/assets/)", answer.Body);
    }

    [Fact]
    public async Task The_files_of_a_page_are_kept_for_as_long_as_they_are_the_same()
    {
        var page = (await shared.Server.GetAsync("/")).Body;
        var files = Asset().Matches(page).Select(match => match.Value).Distinct().ToList();
        Assert.Equal(4, files.Count);

        foreach (var file in files)
        {
            var answer = (await shared.Server.GetAsync(file)).Expect(200);
            Assert.Contains("immutable", answer.Headers, StringComparison.Ordinal);
            Assert.Equal(Path.GetExtension(file) switch { ".css" => "text/css", ".svg" => "image/svg+xml", _ => "text/javascript" }, answer.ContentType);
            Assert.All(Asset().Matches(answer.Body).Select(match => match.Value), imported => Assert.Contains(imported, files));
        }

        (await shared.Server.GetAsync("/assets/page.css")).Problem(404);
        (await shared.Server.GetAsync("/assets/..%2Fprofiles.json")).Problem(404);
    }

    [Fact]
    public async Task A_page_is_left_alone_by_what_describes_the_interface() =>
        Assert.DoesNotContain((await shared.Server.GetAsync("/openapi/v1.json")).Json["paths"]!.AsObject(), path => !path.Key.StartsWith("/api/", StringComparison.Ordinal));

    [Fact]
    public void Whatever_a_report_and_a_trace_say_is_text_in_the_page()
    {
        var step = new StepReport
        {
            Name = Hostile,
            Status = StepStatus.Failed,
            Error = new SyncError(SyncErrorCode.ProviderError, Hostile),
            Warnings = [Hostile],
            Rejected = 1,
            Rejects = [new Reject(4, RejectReason.MissingId)],
        };
        var report = new SyncReport
        {
            ProfileId = "home",
            RunId = Hostile,
            Status = SyncStatus.Partial,
            Error = new SyncError(SyncErrorCode.Network, Hostile),
            Steps = [step],
            Errors = [Hostile],
        };
        var attributes = new Dictionary<string, string> { [Hostile] = Hostile, ["dataflowsync.step"] = Hostile };
        var span = new TraceSpan
        {
            Name = Hostile,
            SpanId = Hostile,
            ParentSpanId = null,
            StartMs = 1,
            DurationMs = 2,
            IsError = true,
            Message = Hostile,
            Attributes = attributes,
            Events = [new TraceEvent(Hostile, 1, attributes)],
            Links = [Hostile, "elsewhere" + Hostile],
        };
        var trace = new RunTrace { ProfileId = "home", RunId = Hostile, TraceId = Hostile, StartedAt = default, DurationMs = 3, Omitted = 0, Spans = [span] };

        foreach (var page in new[] { RunPage.Render(report, trace, default), HistorySection.Render([report], default) })
        {
            var text = page.ToString();
            Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
            Assert.DoesNotContain("alert('", text, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;", text, StringComparison.Ordinal);
            Assert.All(Tag().Matches(text), tag => Assert.Matches("""^</?[a-z]+[0-9]?( [A-Za-z-]+(="[^"<>]*")?)*/?>$""", tag.Value));
        }
    }

    [Fact]
    public async Task A_thousand_profiles_are_shown_a_hundred_at_a_time_and_found_by_name_and_state()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await server.SyncAsync();
        await server.StopServerAsync();
        var document = JsonNode.Parse(await File.ReadAllTextAsync(server.ProfilesFile))!;
        var profiles = document["profiles"]!.AsArray();
        for (var number = 0; number < 999; number++)
        {
            var profile = profiles[0]!.DeepClone();
            profile["id"] = $"p{number:000}";
            profiles.Add(profile);
        }

        await File.WriteAllTextAsync(server.ProfilesFile, document.ToJsonString());
        await server.StartServerAsync();

        var first = (await server.GetAsync("/")).Expect(200).Body;
        Assert.Contains("<strong>1,000</strong> profiles", first, StringComparison.Ordinal);
        Assert.Equal(100, Row().Count(first));
        Assert.Contains("/?page=10", first, StringComparison.Ordinal);
        var last = (await server.GetAsync("/?page=10")).Expect(200).Body;
        Assert.Contains("row-p998", last, StringComparison.Ordinal);
        Assert.Equal(11, Row().Count((await server.GetAsync("/?name=P12")).Expect(200).Body) + Row().Count((await server.GetAsync("/?state=Completed")).Expect(200).Body));
        Assert.Contains("No profile is like this", (await server.GetAsync("/?name=none&page=7")).Expect(200).Body, StringComparison.Ordinal);

        // Another process syncs one of them.
        var written = Directory.CreateDirectory(Path.Combine(server.Data, "p500")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(server.Data, "home"), "*.json"))
        {
            File.Copy(file, Path.Combine(written, Path.GetFileName(file)));
        }

        Assert.Contains("row-p500", (await server.GetAsync("/?state=Completed")).Expect(200).Body, StringComparison.Ordinal);
        foreach (var nonsense in new[] { "/?page=-1", "/?page=99999999999", "/?page=77", "/?state=99", "/?state=&name=%00" })
        {
            (await server.GetAsync(nonsense)).Expect(200);
        }
    }

    [GeneratedRegex("/assets/[a-z]+\\.[0-9a-f]{16}\\.[a-z]+")]
    private static partial Regex Asset();

    [GeneratedRegex("<tr id=\"row-")]
    private static partial Regex Row();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
