using DataflowSync.EndToEnd.Tests.Setup;

namespace DataflowSync.EndToEnd.Tests;

/// <summary>A store that fails costs the step that met it, and nothing else.</summary>
public sealed class StoreFaultTests
{
    private InterceptedStore _store = null!;

    [Fact]
    public async Task A_store_that_fails_to_insert_fails_its_step_once_and_the_next_run_works()
    {
        await using var fixture = await StartAsync();
        _store.BeforeInsert = (dataset, _) => dataset == "movies" ? throw new IOException("No space left on device") : Task.CompletedTask;

        var report = await fixture.SyncAsync();

        AssertOnlyMoviesFailed(report);
        Assert.Equal(0, report.Steps[3].Items);
        Assert.Single(fixture.Provider.Requests, request => request.Action == "get_vod_streams");
        Assert.Empty(await fixture.ExportAsync("movies"));
        Assert.DoesNotContain(fixture.Files(), name => name.EndsWith(".tmp", StringComparison.Ordinal) || name.StartsWith("movies.", StringComparison.Ordinal));

        _store.BeforeInsert = (_, _) => Task.CompletedTask;
        Assert.Equal(SyncStatus.Completed, (await fixture.SyncAsync()).Status);
        await fixture.AssertEqualsProviderAsync();
    }

    [Fact]
    public async Task A_store_that_fails_to_publish_loses_nothing_and_the_next_run_catches_up()
    {
        await using var fixture = await StartAsync();
        await fixture.SyncAsync();
        var before = await fixture.ExportAllAsync();
        var files = fixture.Files();
        fixture.Catalog.Movies.Change(50);
        fixture.Catalog.Movies.InsertAtTop(10);
        _store.BeforePublish = (_, _) => throw new IOException("No space left on device");

        var report = await fixture.SyncAsync();

        AssertOnlyMoviesFailed(report);
        Assert.Equal((130, 130, 120), (report.Steps[3].Received, report.Steps[3].Discarded, report.Steps[3].Items));
        Assert.Equal(2, fixture.Provider.Requests.Count(request => request.Action == "get_vod_streams"));
        Documents.AssertEqual(before, await fixture.ExportAllAsync());
        Assert.Equal(files, fixture.Files());

        _store.BeforePublish = (_, _) => Task.CompletedTask;
        var next = (await fixture.SyncAsync()).Steps[3];
        Assert.Equal((StepStatus.Completed, 10, 50, 70), (next.Status, next.Added, next.Updated, next.Unchanged));
        await fixture.AssertEqualsProviderAsync();
    }

    [Fact]
    public async Task A_store_that_fails_everywhere_fails_the_run_and_throws_nothing()
    {
        await using var fixture = await StartAsync();
        _store.BeforePublish = (_, _) => throw new UnauthorizedAccessException("Access denied");

        var report = await fixture.SyncAsync();

        Assert.Equal((SyncStatus.Failed, 100), (report.Status, report.Progress));
        Assert.All(report.Steps, step => Assert.Equal((StepStatus.Failed, SyncErrorCode.StoreError), (step.Status, step.Error!.Code)));
        Assert.Equal(6, report.Errors.Count);
    }

    private static void AssertOnlyMoviesFailed(SyncReport report)
    {
        Assert.Equal(SyncStatus.Partial, report.Status);
        Assert.Equal("movies", Assert.Single(report.Steps, step => step.Status != StepStatus.Completed).Name);
        var step = report.Steps[3];
        Assert.Equal((StepStatus.Failed, SyncErrorCode.StoreError, 1), (step.Status, step.Error!.Code, step.Attempts));
        Assert.Equal("movies: the store failed: No space left on device", Assert.Single(report.Errors));
    }

    private Task<SyncFixture> StartAsync() => SyncFixture.StartAsync(store: inner => _store = new InterceptedStore(inner));
}
