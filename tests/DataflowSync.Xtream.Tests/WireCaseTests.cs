using DataflowSync.LiteDb;
using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Xtream.Tests;

/// <summary>The collected answers of real and imitated panels against what their manifest expects.</summary>
public sealed class WireCaseTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Cases");

    public static TheoryData<string, string, string, int, int, int, int> Lists() => Rows(action => action.StartsWith("get_", StringComparison.Ordinal)
        && action != "get_series_info");

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_is_synced_as_its_manifest_says(string file, string action, string expected, int rows, int stored, int merged, int rejected)
    {
        var body = await File.ReadAllBytesAsync(Path.Combine(Folder, file));
        await using var server = new LoopbackServer(
            LoopbackServer.Ok("""{"user_info":{"auth":1,"status":"Active"}}"""),
            file.EndsWith(".http", StringComparison.Ordinal) ? body : LoopbackServer.Ok(body));
        using var source = Sources.For(server);
        using var directory = new DataDirectory();
        var store = new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = directory.Path });
        var engine = new SyncEngineBuilder().UseStore(store).AddProfile("home", source).Configure(options => options.Retries = 0).Build();

        var report = await engine.RunAsync("home", new RunOptions { Steps = [StepOf(action)] });

        var step = report.Steps[0];
        Assert.Equal(rows, step.Received);
        Assert.Equal(ExpectedError(expected), step.Error is { } error ? $"{error.Code}{(error.Code == SyncErrorCode.HttpStatus ? $"({error.HttpStatus})" : "")}" : null);
        Assert.Equal(expected.StartsWith("abort", StringComparison.Ordinal), report.Error is not null);
        Assert.Equal(expected.StartsWith("ok", StringComparison.Ordinal) ? StepStatus.Completed : StepStatus.Failed, step.Status);
        if (step.Status == StepStatus.Completed)
        {
            Assert.Equal((stored, merged, rejected), (step.Added, step.Duplicates, step.Rejected));
            await using var snapshot = await store.OpenAsync("home");
            Assert.Equal(stored, await snapshot.Dataset(step.Name).BrowseAsync().CountAsync());

            // Repeats and rejects have counts of their own, and categories that nobody lists are no matter of one list.
            var isTold = expected == "ok-warn" && merged + rejected == 0 && !file.Contains("dangling", StringComparison.Ordinal);
            Assert.True(isTold == step.Warnings.Count > 0, string.Join('|', step.Warnings));
        }
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task An_account_check_is_read_as_its_manifest_says(string file, string action, string expected, int rows, int stored, int merged, int rejected)
    {
        Assert.True(rows == stored + merged + rejected, action);
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        await using var server = new LoopbackServer(LoopbackServer.Ok(await File.ReadAllBytesAsync(Path.Combine(Folder, file))));
        using var source = Sources.For(server, time);

        var error = await Record.ExceptionAsync(() => source.CheckAsync(CancellationToken.None));

        Assert.Equal(ExpectedError(expected), (error as SourceException)?.Error.Code.ToString());
    }

    public static TheoryData<string, string, string, int, int, int, int> Checks() => Rows(action => action.StartsWith('('));

    [Theory]
    [MemberData(nameof(Details))]
    public async Task Series_details_are_read_as_their_manifest_says(string file, string action, string expected, int rows, int stored, int merged, int rejected)
    {
        Assert.True(expected.StartsWith("ok", StringComparison.Ordinal) && merged == 0, action);
        await using var server = new LoopbackServer(LoopbackServer.Ok(await File.ReadAllBytesAsync(Path.Combine(Folder, file))));
        using var source = Sources.For(server);

        var details = await source.GetSeriesDetailsAsync(80);

        Assert.Equal(stored, details.Seasons.Sum(season => season.Episodes.Count));
        Assert.Equal(rejected, details.SkippedEpisodes);
        Assert.Equal(rows, stored + rejected);
    }

    public static TheoryData<string, string, string, int, int, int, int> Details() => Rows(action => action == "get_series_info");

    private static string StepOf(string action) => action switch
    {
        "get_live_categories" => Datasets.ChannelCategories,
        "get_live_streams" => Datasets.Channels,
        "get_vod_categories" => Datasets.MovieCategories,
        "get_vod_streams" => Datasets.Movies,
        "get_series_categories" => Datasets.SeriesCategories,
        _ => Datasets.Series,
    };

    private static string? ExpectedError(string expected) => expected.Split(':') is [_, var code] ? code : null;

    private static TheoryData<string, string, string, int, int, int, int> Rows(Func<string, bool> isWanted)
    {
        var data = new TheoryData<string, string, string, int, int, int, int>();
        foreach (var line in File.ReadLines(Path.Combine(Folder, "MANIFEST.tsv")).Skip(1))
        {
            var cells = line.Split('\t');
            if (isWanted(cells[1]))
            {
                data.Add(cells[0], cells[1], cells[3], Number(cells[4]), Number(cells[5]), Number(cells[6]), Number(cells[7]));
            }
        }

        return data;
    }

    private static int Number(string cell) => int.Parse(cell, System.Globalization.CultureInfo.InvariantCulture);
}
