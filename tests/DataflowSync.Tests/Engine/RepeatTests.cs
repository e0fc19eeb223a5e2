namespace DataflowSync.Tests.Engine;

/// <summary>Ids that a list has several times, over several syncs.</summary>
public sealed class RepeatTests : IAsyncDisposable
{
    private static readonly RunOptions Full = new() { Full = true };

    private readonly CountingFormat _format = new();
    private readonly EngineHarness _harness;

    public RepeatTests() => _harness = new EngineHarness(new ScriptedSource(new SyncStep("things", _format)));

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task A_list_with_repeats_that_stays_the_same_is_published_once()
    {
        Thing[] list = [new(1, "a", "x"), new(2, "b", "x"), new(1, "a", "y"), new(2, "other", "x")];
        await _harness.SyncAsync(list);
        var version = await VersionAsync();

        var second = await _harness.SyncAsync(list);
        var full = await _harness.SyncBodyAsync(Thing.List(list), Full);

        Assert.Equal((2, 2, 2, 2), (second.Unchanged, second.Duplicates, full.Unchanged, full.Duplicates));
        Assert.Equal(version, await VersionAsync());
    }

    [Fact]
    public async Task A_full_run_that_finds_nothing_else_publishes_nothing()
    {
        await _harness.SyncAsync(Thing.Range(1, 10));
        var version = await VersionAsync();

        await _harness.SyncBodyAsync(Thing.List(Thing.Range(1, 10)), Full);

        Assert.Equal((20, version), (_format.Mapped, await VersionAsync()));
    }

    [Fact]
    public async Task In_a_first_list_a_repeated_id_is_added_once_and_neither_updated_nor_unchanged()
    {
        var report = await _harness.SyncAsync(new(1, "a", "x"), new(1, "other", "y"), new(1, "last", "z"), new(2, "b", "x"));

        Assert.Equal((4, 2, 0, 0, 2), (report.Received, report.Added, report.Updated, report.Unchanged, report.Duplicates));
        Assert.Equal(["1 last x+y+z", "2 b x"], await _harness.ExportAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Ids_that_come_once_again_are_mapped_once_more_and_then_known_by_their_bytes(int ids)
    {
        Thing[] once = [.. Enumerable.Range(1, ids).Select(id => new Thing(id, "last", "x"))];
        await _harness.SyncAsync([.. once.Select(thing => thing with { Name = "first" }), .. once]);

        var before = _format.Mapped;
        var first = await _harness.SyncAsync(once);
        Assert.Equal((ids, 0, ids), (first.Unchanged, first.Updated, _format.Mapped - before));
        var second = await _harness.SyncAsync(once);

        Assert.Equal((ids, ids), (second.Unchanged, _format.Mapped - before));
    }

    [Fact]
    public async Task An_id_that_comes_once_again_in_fewer_groups_is_updated_and_then_known_by_its_bytes()
    {
        await _harness.SyncAsync(new(1, "a", "x"), new(1, "a", "y"));
        var updated = await _harness.SyncAsync(new Thing(1, "a", "y"));
        var before = _format.Mapped;

        var again = await _harness.SyncAsync(new Thing(1, "a", "y"));

        Assert.Equal((1, 1, before), (updated.Updated, again.Unchanged, _format.Mapped));
        Assert.Equal(["1 a y"], await _harness.ExportAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Items_whose_bytes_became_others_are_mapped_once_and_then_known(int items)
    {
        var list = Thing.List(Thing.Range(1, items));
        await _harness.SyncBodyAsync(list);
        var before = _format.Mapped;
        var spaced = list.Replace("\"name\":", "\"name\": ", StringComparison.Ordinal);

        await _harness.SyncBodyAsync(spaced);
        await _harness.SyncBodyAsync(spaced);

        Assert.Equal(items, _format.Mapped - before);
    }

    [Fact]
    public async Task The_same_bytes_several_times_are_one_item_and_duplicates_and_are_not_mapped()
    {
        await _harness.SyncAsync(new(1, "a", "x"), new(2, "b", "x"));
        var before = (_format.Mapped, await VersionAsync());

        var report = await _harness.SyncAsync(new(1, "a", "x"), new(2, "b", "x"), new(1, "a", "x"), new(1, "a", "x"));

        Assert.Equal((0, 0, 2, 2), (report.Added, report.Updated, report.Unchanged, report.Duplicates));
        Assert.Equal(before, (_format.Mapped, await VersionAsync()));
        Assert.Equal(["1 a x", "2 b x"], await _harness.ExportAsync());
    }

    [Fact]
    public async Task A_changed_item_that_is_also_repeated_leaves_the_groups_it_was_in_before()
    {
        await _harness.SyncAsync(new(1, "a", "x"), new(2, "b", "x"));

        var report = await _harness.SyncAsync(new(1, "A", "y"), new(1, "A", "z"), new(2, "b", "x"));

        Assert.Equal((1, 1, 1), (report.Updated, report.Unchanged, report.Duplicates));
        Assert.Equal(["1 A y+z", "2 b x"], await _harness.ExportAsync());
    }

    [Fact]
    public async Task A_repeated_item_takes_nothing_over_from_the_one_merged_before()
    {
        await _harness.SyncAsync(new(1, "a", "x"), new(1, "a", "y"), new(2, "", "x"), new(2, "", "z"));

        Assert.Equal(["1 a x+y", "2  x+z"], await _harness.ExportAsync());
    }

    [Fact]
    public async Task An_item_known_by_its_bytes_and_sent_again_otherwise_keeps_its_groups_and_takes_the_new_fields()
    {
        await _harness.SyncAsync(new(1, "a", "x"), new(2, "b", "x"));

        var report = await _harness.SyncAsync(new(1, "a", "x"), new(2, "b", "x"), new(1, "new", "y"));
        var again = await _harness.SyncAsync(new(1, "a", "x"), new(2, "b", "x"), new(1, "new", "y"));

        Assert.Equal((0, 1, 1, 1), (report.Added, report.Updated, report.Unchanged, report.Duplicates));
        Assert.Equal((0, 0, 2, 1), (again.Added, again.Updated, again.Unchanged, again.Duplicates));
        Assert.Equal(["1 new x+y", "2 b x"], await _harness.ExportAsync());
    }

    private async Task<long> VersionAsync()
    {
        await using var snapshot = await _harness.Store.OpenAsync(EngineHarness.Profile);
        return snapshot.Version;
    }
}
