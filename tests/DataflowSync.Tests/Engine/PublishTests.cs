using DataflowSync.LiteDb;
using DataflowSync.Tests.Telemetry;

namespace DataflowSync.Tests.Engine;

/// <summary>What decides whether a fetch is published, and what is told of one that is not.</summary>
public sealed class PublishTests : IDisposable
{
    private static readonly RunOptions Full = new() { Full = true };

    private readonly ScriptedSource _source = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflowsync-");
    private readonly FaultyStore _store;

    public PublishTests() => _store = new FaultyStore(new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = _directory.FullName }));

    [Fact]
    public async Task Nothing_is_published_where_nothing_changed()
    {
        await using var harness = new EngineHarness(_source, NoRetries, store: _store);
        await harness.SyncAsync(Thing.Range(1, 10));

        _store.FailsPublish = true;

        Assert.Equal(StepStatus.Completed, (await harness.SyncAsync(Thing.Range(1, 10))).Status);
        Assert.Equal(StepStatus.Failed, (await harness.SyncAsync(Thing.Range(1, 10).Reverse())).Status);
        Assert.Equal(StepStatus.Failed, (await harness.SyncAsync(Thing.Range(1, 9))).Status);
        Assert.Equal(StepStatus.Failed, (await harness.SyncBodyAsync(Thing.List(Thing.Range(1, 10)).Replace("thing 3", "other", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task Bytes_that_became_others_are_kept_though_no_item_changed()
    {
        await using var harness = new EngineHarness(_source, NoRetries, store: _store);
        await harness.SyncBodyAsync("[{\"id\":1,\"name\":\"a\"}]");

        _store.FailsPublish = true;

        Assert.Equal(StepStatus.Failed, (await harness.SyncBodyAsync("[{\"id\":1, \"name\":\"a\"}]")).Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Counts_that_do_not_add_up_publish_nothing(int miscount)
    {
        await using var harness = new EngineHarness(_source, NoRetries, store: _store);
        await harness.SyncAsync(Thing.Range(1, 10));
        _store.MiscountBy = miscount;

        var report = await harness.SyncAsync(Thing.Range(1, 11));

        Assert.Equal((StepStatus.Failed, SyncErrorCode.Internal), (report.Status, report.Error?.Code));
        Assert.Equal(11, report.Discarded);
    }

    [Fact]
    public async Task Records_whose_bytes_are_known_are_mapped_in_a_full_run_alone()
    {
        var format = new CountingFormat();
        _source.Steps = [new SyncStep("things", format)];
        await using var harness = new EngineHarness(_source, NoRetries, store: _store);
        await harness.SyncAsync(Thing.Range(1, 10));
        var first = format.Mapped;

        await harness.SyncAsync(Thing.Range(1, 10));
        var second = format.Mapped;
        await harness.SyncBodyAsync(Thing.List(Thing.Range(1, 10)), Full);

        Assert.Equal((10, 10, 20), (first, second, format.Mapped));
    }

    [Fact]
    public async Task Records_and_not_one_item_are_held_back_at_the_first_sync_too()
    {
        await using var harness = new EngineHarness(_source, NoRetries, store: _store);

        Assert.Equal(StepStatus.Guarded, (await harness.SyncBodyAsync("[{},{}]")).Status);
        Assert.Equal(StepStatus.Completed, (await harness.SyncBodyAsync("[]")).Status);
    }

    [Fact]
    public async Task Items_that_the_filter_left_out_were_items()
    {
        await using var harness = new EngineHarness(_source, NoRetries, store: _store);
        var filter = new RunOptions { Categories = new Dictionary<string, IReadOnlyCollection<string>> { ["things"] = ["none"] } };

        Assert.Equal(StepStatus.Completed, (await harness.SyncBodyAsync("[{},{\"id\":1,\"group\":\"a\"}]", filter)).Status);
    }

    [Fact]
    public async Task A_fetch_that_is_held_back_is_told_with_its_counts_and_kept_by_its_ids()
    {
        await using var harness = new EngineHarness(_source, NoRetries, store: _store);
        await harness.SyncAsync(Thing.Range(1, 200));

        var report = await harness.SyncAsync(Thing.Range(1, 60));
        var held = await HeldAsync(harness);
        await harness.SyncAsync(Thing.Range(101, 40));
        var others = await HeldAsync(harness);
        await harness.SyncAsync(Thing.Range(1, 60).Reverse());
        var reordered = await HeldAsync(harness);

        Assert.Equal(StepStatus.Guarded, report.Status);
        Assert.Contains(report.Warnings, warning => warning.Contains("60 items were fetched where 200 are published", StringComparison.Ordinal));
        Assert.Equal((60, 40, 60), (held.Count, others.Count, reordered.Count));
        Assert.Equal(held.IdSetHash, reordered.IdSetHash);
        Assert.NotEqual(held.IdSetHash, others.IdSetHash);
    }

    [Fact]
    public async Task No_group_at_all_is_nothing_to_read()
    {
        await using var harness = new EngineHarness(_source, NoRetries, store: _store);
        _source.Groups["things"] = [];

        var report = await harness.SyncBodyAsync("");

        Assert.Equal((StepStatus.Failed, SyncErrorCode.EmptyBody), (report.Status, report.Error?.Code));
    }

    [Fact]
    public async Task What_was_kept_counts_as_received()
    {
        await using var harness = new EngineHarness(_source, NoRetries, store: _store);
        await harness.SyncAsync(new Thing(1, "one", "a"), new Thing(2, "two", "b"), new Thing(3, "three", "b"));
        _source.Groups["things"] = [("a", Thing.List(new Thing(1, "uno", "a"))), ("b", null)];

        Assert.Equal(StepStatus.Partial, (await harness.SyncBodyAsync("")).Status);
        await using var writer = await _store.OpenWriterAsync(EngineHarness.Profile);
        Assert.Equal(3, writer.GetGeneration("things")?.Received);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static void NoRetries(SyncOptions options) => options.Retries = 0;

    private async Task<GuardRecord> HeldAsync(EngineHarness harness) =>
        (await _store.GetStatusAsync(EngineHarness.Profile)).Guards[harness.Source.Steps[0].Name];
}
