using System.Security.Cryptography;
using System.Text.Json.Nodes;
using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Testing;

namespace DataflowSync.EndToEnd.Tests;

/// <summary>The other half of <see cref="OriginalDesignDefectsTests"/>: what was wrong with keeping a catalog, and with telling what happened.</summary>
public sealed class OriginalDesignCatalogDefectsTests
{
    private const string Profile = SyncFixture.Profile;

    // 9: whether an item had changed was asked of one date, compared as text with a number.
    [Theory]
    [InlineData("channels")]
    [InlineData("movies")]
    [InlineData("series")]
    [InlineData("movie-categories")]
    public async Task An_item_changed_in_any_one_field_is_updated(string dataset)
    {
        await using var fixture = await SyncFixture.StartAsync();
        await fixture.SyncBodyAsync(dataset, Rows.OneForEachField(dataset, isAfter: false));
        var before = await fixture.ExportAsync(dataset);

        var report = await fixture.SyncBodyAsync(dataset, Rows.OneForEachField(dataset, isAfter: true));

        var count = Rows.Fields[dataset].Length;
        Assert.Equal((count, 0, 0), (report.Updated, report.Added, report.Unchanged));
        foreach (var (was, now) in before.Zip(await fixture.ExportAsync(dataset)))
        {
            var fields = was.Select(field => field.Key).Union(now.Select(field => field.Key));
            Assert.Single(fields, field => !JsonNode.DeepEquals(was[field], now[field]));
        }
    }

    // 10: every sync wrote everything, and removing many items took the square of their number.
    [Fact]
    public async Task A_sync_that_finds_nothing_new_writes_the_history_and_nothing_else()
    {
        InterceptedStore? store = null;
        await using var fixture = await SyncFixture.StartAsync(store: inner => store = new InterceptedStore(inner));
        await fixture.SyncAsync();
        var before = Fingerprints();
        store!.BeforePublish = (dataset, _) => throw new InvalidOperationException($"{dataset} is published again.");

        var report = await fixture.SyncAsync();

        Assert.All(report.Steps, step => Assert.Equal((StepStatus.Completed, step.Received), (step.Status, step.Unchanged)));
        Assert.Equal(before, Fingerprints());

        Dictionary<string, string> Fingerprints() => fixture.Files().Except(["history.json", "sync.lock"]).ToDictionary(name => name, name =>
        {
            var file = new FileInfo(Path.Combine(fixture.Data, Profile, name));
            return $"{file.LastWriteTimeUtc:O} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file.FullName)))}";
        });
    }

    [Fact]
    public async Task Ten_thousand_of_thirty_thousand_items_go_in_one_sync_with_one_request()
    {
        var publications = 0;
        await using var fixture = await SyncFixture.StartAsync(
            provider => provider.Channels = 30_000,
            store: inner => new InterceptedStore(inner)
            {
                BeforeInsert = (_, _) => publications > 0 ? throw new InvalidOperationException("What stays is stored again.") : Task.CompletedTask,
                BeforePublish = (_, _) => Task.FromResult(++publications),
            });
        Assert.Equal(30_000, (await fixture.SyncStepAsync("channels")).Added);
        fixture.Catalog.Channels.Remove(10_000);

        var report = (await fixture.SyncAsync(new RunOptions { Steps = ["channels"], AcceptShrink = ["channels"] })).Steps[0];

        Assert.Equal((StepStatus.Completed, 10_000, 20_000, 0, 0), (report.Status, report.Removed, report.Unchanged, report.Updated, report.Added));
        Assert.Equal(2, publications);
        Assert.Equal(4, fixture.Provider.Requests.Count); // A check and a list, twice.
        await fixture.AssertEqualsProviderAsync("channels");
    }

    // 11: an empty answer emptied the catalog, and an ordinary sync never removed anything.
    [Fact]
    public async Task An_empty_list_after_a_good_sync_removes_nothing()
    {
        await using var fixture = await SyncFixture.StartAsync();
        await fixture.SyncAsync();
        var before = await fixture.ExportAllAsync();
        foreach (var dataset in Documents.Datasets)
        {
            fixture.Catalog[dataset].Clear();
        }

        var report = await fixture.SyncAsync();

        Assert.Equal(SyncStatus.Partial, report.Status);
        Assert.All(report.Steps, step => Assert.Equal((StepStatus.Guarded, 0, before[step.Name].Count), (step.Status, step.Removed, step.Items)));
        Documents.AssertEqual(before, await fixture.ExportAllAsync());
    }

    [Fact]
    public async Task Items_that_vanished_are_removed_by_an_ordinary_sync()
    {
        await using var fixture = await SyncFixture.StartAsync();
        await fixture.SyncAsync();
        fixture.Catalog.Movies.Remove(20);
        fixture.Catalog.SeriesCategories.RemoveAt(0);

        var report = await fixture.SyncAsync();

        Assert.Equal([0, 0, 0, 20, 1, 0], report.Steps.Select(step => step.Removed));
        await fixture.AssertEqualsProviderAsync();
    }

    // 12: rows were replaced under new numbers, so favourites pointed elsewhere; and one lock held up everybody.
    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    public async Task A_favourite_kept_by_its_id_finds_its_item_after_many_syncs(int rebuildBelow)
    {
        await using var fixture = await SyncFixture.StartAsync(files: files => files.RebuildBelow = rebuildBelow);
        var movies = fixture.Catalog.Movies;
        await fixture.SyncStepAsync("movies");
        string[] favourites = [.. (await fixture.ExportAsync("movies")).Where((_, position) => position % 10 == 3).Select(Documents.IdOf)];

        for (var round = 0; round < 6; round++)
        {
            movies.InsertAtTop(7);
            movies.Change(movies.Count / (round % 3 == 2 ? 3 : 20)); // A third is more than an overlay is made for.
            movies.RemoveAt(movies.Ids.Index().Where(item => !favourites.Contains($"{item.Item}")).Select(item => item.Index).TakeLast(5));
            movies.Reorder(round);
            fixture.Restart();
            var report = await fixture.SyncStepAsync("movies");
            Assert.Equal((7, 5), (report.Added, report.Removed));

            var expected = Documents.Parse(movies.ExpectedDocuments()).ToDictionary(Documents.IdOf);
            await using var snapshot = await fixture.Sync.Store.OpenAsync(Profile);
            foreach (var id in favourites)
            {
                var found = await snapshot.Dataset("movies").FindAsync(id);
                Assert.True(JsonNode.DeepEquals(expected[id], Documents.ToJson(found!)));
            }
        }
    }

    [Fact]
    public async Task Readers_are_not_held_up_by_a_run_that_is_storing()
    {
        var storing = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        InterceptedStore? store = null;
        await using var fixture = await SyncFixture.StartAsync(store: inner => store = new InterceptedStore(inner));
        await fixture.SyncAsync();
        var before = await fixture.ExportAllAsync();
        fixture.Catalog.Movies.Change(60);
        store!.BeforePublish = (_, _) =>
        {
            storing.SetResult();
            return goOn.Task;
        };

        var run = fixture.SyncAsync();
        await storing.Task.WaitAsync(SyncFixture.LongEnough);
        Documents.AssertEqual(before, await fixture.ExportAllAsync());
        Assert.True((await fixture.Sync.GetStatusAsync(Profile)).IsRunning);
        goOn.SetResult();

        Assert.Equal(60, (await run).Steps[3].Updated);
        await fixture.AssertEqualsProviderAsync();
    }

    // 13: a batch with one good row was a good batch; the bad ones were gone without a word.
    [Fact]
    public async Task A_bad_row_is_counted_with_its_place_and_costs_no_neighbour()
    {
        await using var fixture = await SyncFixture.StartAsync();

        var report = await fixture.SyncBodyAsync("channels", """[{"stream_id":1,"name":"a"},null,{"name":"no id"},7,{"stream_id":2,"name":null},{"stream_id":"1.5"}]""");

        Assert.Equal((StepStatus.Completed, 6, 2, 4), (report.Status, report.Received, report.Added, report.Rejected));
        Assert.Equal(
            [new Reject(1, RejectReason.NotAnObject), new Reject(2, RejectReason.MissingId), new Reject(3, RejectReason.NotAnObject), new Reject(5, RejectReason.InvalidId)],
            report.Rejects);
        Assert.Equal(["1", "2"], (await fixture.ExportAsync("channels")).Select(Documents.IdOf));
    }

    // 14: a run was good when anything was there, and what each step had come to was not kept.
    [Fact]
    public async Task The_outcome_of_every_step_is_kept_in_the_history()
    {
        await using var fixture = await SyncFixture.StartAsync();
        fixture.Fail("channels", Fault.Status(404));
        fixture.Fail("series", Fault.Body("false"));
        var report = await fixture.SyncAsync();

        fixture.Restart();
        var kept = Assert.Single((await fixture.Sync.GetStatusAsync(Profile)).Reports);

        Assert.Equal((report.RunId, SyncStatus.Partial), (kept.RunId, kept.Status));
        Assert.Equal("Completed Failed Completed Completed Completed Failed", string.Join(' ', kept.Steps.Select(step => step.Status)));
        Assert.Equal((SyncErrorCode.HttpStatus, 404), (kept.Steps[1].Error!.Code, kept.Steps[1].Error!.HttpStatus));
        Assert.Equal(SyncErrorCode.UnexpectedShape, kept.Steps[5].Error!.Code);
        Assert.Equal(report.Steps.Select(step => step.Received), kept.Steps.Select(step => step.Received));
    }

    [Fact]
    public async Task A_run_that_published_nothing_has_failed_whatever_earlier_ones_left()
    {
        await using var fixture = await SyncFixture.StartAsync();
        await fixture.SyncAsync();
        foreach (var dataset in Documents.Datasets)
        {
            fixture.Fail(dataset, Fault.Status(410));
        }

        var report = await fixture.SyncAsync();

        Assert.Equal(SyncStatus.Failed, report.Status);
        Assert.Equal(6, report.Errors.Count);
        await fixture.AssertEqualsProviderAsync();
    }

    // 15: the newest of the times of success spoke for all, and three retries were one thing here and another there.
    [Fact]
    public async Task A_fresh_dataset_does_not_hide_one_that_failed()
    {
        var clock = new ManualClock();
        await using var fixture = await SyncFixture.StartAsync(time: clock);
        await fixture.SyncAsync();
        var first = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromHours(6));
        fixture.Fail("movies", Fault.Status(410));
        fixture.Fail("series", Fault.Body("{}"), times: null);

        await fixture.SyncAsync();

        var status = await fixture.Sync.GetStatusAsync(Profile);
        Assert.Equal(["movies", "series"], status.LastSuccess.Where(step => step.Value == first).Select(step => step.Key).Order());
        Assert.Equal(4, status.LastSuccess.Count(step => step.Value == clock.GetUtcNow()));
    }

    [Fact]
    public async Task Three_retries_are_four_attempts_and_the_report_says_four()
    {
        await using var fixture = await SyncFixture.StartAsync(engine: engine => engine.Retries = 3);
        fixture.Fail("movies", Fault.Status(500), times: null);

        var report = await fixture.SyncAsync();

        Assert.Equal(4, fixture.Provider.Requests.Count(request => request.Action == "get_vod_streams"));
        Assert.Equal(4, report.Steps[3].Attempts);
        Assert.Equal("movies: provider answered 500 (4 attempts)", Assert.Single(report.Errors));
    }
}
