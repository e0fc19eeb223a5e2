namespace DataflowSync.Tests.Engine;

public sealed class ChangeDetectionTests
{
    private readonly ScriptedSource _source = new();

    [Fact]
    public async Task A_first_sync_adds_everything_and_a_second_one_finds_it_unchanged()
    {
        await using var harness = new EngineHarness(_source);

        var first = await harness.SyncAsync(Thing.Range(1, 3_000));
        var second = await harness.SyncAsync(Thing.Range(1, 3_000));

        Assert.Equal((3_000, 3_000, 0), (first.Received, first.Added, first.Unchanged));
        Assert.Equal((3_000, 0, 3_000), (second.Received, second.Added, second.Unchanged));
        Assert.Equal(Lines(Thing.Range(1, 3_000)), await harness.ExportAsync());
    }

    [Fact]
    public async Task Only_what_differs_is_added_updated_or_removed()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncAsync(Thing.Range(1, 100));

        Thing[] next = [.. Thing.Range(11, 90), new Thing(500, "new", "g1")];
        next[4] = next[4] with { Name = "changed" };
        next[5] = next[5] with { Group = "elsewhere" };
        var report = await harness.SyncAsync(next);

        Assert.Equal((91, 1, 2, 88, 10), (report.Received, report.Added, report.Updated, report.Unchanged, report.Removed));
        Assert.Equal(Lines(next), await harness.ExportAsync());
    }

    [Fact]
    public async Task Renumbering_every_record_updates_nothing()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncAsync(Thing.Range(1, 50));

        var report = await harness.SyncBodyAsync(Thing.List(Thing.Range(1, 50)).Replace("\"num\":", "\"num\":9", StringComparison.Ordinal));

        Assert.Equal((0, 0, 50), (report.Added, report.Updated, report.Unchanged));
    }

    [Fact]
    public async Task A_reorder_updates_nothing_and_the_order_is_as_sent()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncAsync(Thing.Range(1, 200));
        var shuffled = Thing.Range(1, 200);
        new Random(4).Shuffle(shuffled);

        var report = await harness.SyncAsync(shuffled);

        Assert.Equal((0, 0, 200, 0), (report.Added, report.Updated, report.Unchanged, report.Removed));
        Assert.Equal(Lines(shuffled), await harness.ExportAsync());
    }

    [Fact]
    public async Task Insertions_at_the_top_add_what_is_new_and_touch_nothing_else()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncAsync(Thing.Range(1, 100));
        Thing[] next = [.. Thing.Range(1_000, 5), .. Thing.Range(1, 100)];

        var report = await harness.SyncAsync(next);

        Assert.Equal((5, 0, 100), (report.Added, report.Updated, report.Unchanged));
        Assert.Equal(Lines(next), await harness.ExportAsync());
    }

    [Fact]
    public async Task An_id_sent_once_per_category_is_one_item_in_all_of_them_and_stays_unchanged()
    {
        await using var harness = new EngineHarness(_source);
        Thing[] list = [new(1, "a", "x"), new(2, "b", "x"), new(1, "a", "y"), new(3, "c", "x"), new(1, "a", "z")];

        var first = await harness.SyncAsync(list);
        var second = await harness.SyncAsync(list);
        Array.Reverse(list);
        var reversed = await harness.SyncAsync(list);

        Assert.Equal((5, 3, 2), (first.Received, first.Added, first.Duplicates));
        Assert.Equal((0, 0, 3, 2), (second.Added, second.Updated, second.Unchanged, second.Duplicates));
        Assert.Equal((0, 0, 3, 2), (reversed.Added, reversed.Updated, reversed.Unchanged, reversed.Duplicates));
        Assert.Equal(["1 a x+y+z", "3 c x", "2 b x"], await harness.ExportAsync());
    }

    [Fact]
    public async Task The_last_record_of_a_repeated_id_gives_the_fields()
    {
        await using var harness = new EngineHarness(_source);

        await harness.SyncAsync(new(1, "first", "x"), new(2, "b"), new(1, "second", "y"), new(1, "last", "x"));

        Assert.Equal(["1 last x+y", "2 b "], await harness.ExportAsync());
    }

    [Fact]
    public async Task A_known_item_that_comes_in_another_category_too_is_updated_and_back_again()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncAsync(new(1, "a", "x"), new(2, "b", "x"));

        var more = await harness.SyncAsync(new(1, "a", "x"), new(2, "b", "x"), new(1, "a", "y"));
        Assert.Equal(["1 a x+y", "2 b x"], await harness.ExportAsync());
        var same = await harness.SyncAsync(new(1, "a", "x"), new(2, "b", "x"), new(1, "a", "y"));
        var less = await harness.SyncAsync(new(1, "a", "x"), new(2, "b", "x"));
        var still = await harness.SyncAsync(new(1, "a", "x"), new(2, "b", "x"));

        Assert.Equal((0, 1, 1, 1), (more.Added, more.Updated, more.Unchanged, more.Duplicates));
        Assert.Equal((0, 0, 2, 1), (same.Added, same.Updated, same.Unchanged, same.Duplicates));
        Assert.Equal((0, 1, 1, 0), (less.Added, less.Updated, less.Unchanged, less.Duplicates));
        Assert.Equal((0, 0, 2, 0), (still.Added, still.Updated, still.Unchanged, still.Duplicates));
        Assert.Equal(["1 a x", "2 b x"], await harness.ExportAsync());
    }

    [Fact]
    public async Task A_changed_item_that_is_also_repeated_is_updated_once()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncAsync(new(1, "a", "x"), new(2, "b", "x"));

        var report = await harness.SyncAsync(new(1, "A", "x"), new(3, "c", "x"), new(1, "A", "y"), new(3, "c", "y"), new(2, "b", "x"));

        Assert.Equal((1, 1, 1, 2), (report.Added, report.Updated, report.Unchanged, report.Duplicates));
        Assert.Equal(["1 A x+y", "3 c x+y", "2 b x"], await harness.ExportAsync());
    }

    [Fact]
    public async Task Records_that_merge_to_what_is_published_leave_it_unchanged()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncAsync(new Thing(1, "a", "x"));

        var report = await harness.SyncAsync(new(1, "other", "x"), new(1, "a", "x"));

        Assert.Equal((0, 1, 1), (report.Updated, report.Unchanged, report.Duplicates));
        Assert.Equal(["1 a x"], await harness.ExportAsync());
    }

    [Fact]
    public async Task A_field_that_got_another_name_reaches_old_items()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncBodyAsync("[{\"id\":1,\"name\":\"A\"}]");
        _source.Steps = [new SyncStep("things", new UpperCaseFormat(itemVersion: 2, nameField: "title"))];

        Assert.Equal(1, (await harness.SyncBodyAsync("[{\"id\":1,\"name\":\"A\"}]")).Updated);
        await using var snapshot = await harness.Store.OpenAsync(EngineHarness.Profile);
        Assert.Equal("A", (await snapshot.Dataset("things").FindAsync("1"))?.GetString("title"));
    }

    [Fact]
    public async Task Bytes_that_differ_without_a_difference_in_the_item_update_nothing_and_are_known_next_time()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncBodyAsync("[{\"id\":1,\"name\":\"a\"}]");

        var other = await harness.SyncBodyAsync("[ { \"name\" : \"\\u0061\", \"unknown\":[1,2], \"id\" : 1 } ]");
        var again = await harness.SyncBodyAsync("[ { \"name\" : \"\\u0061\", \"unknown\":[1,2], \"id\" : 1 } ]");

        Assert.Equal((0, 1), (other.Updated, other.Unchanged));
        Assert.Equal((0, 1), (again.Updated, again.Unchanged));
    }

    [Fact]
    public async Task Another_item_version_maps_every_record_again()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncBodyAsync("[{\"id\":1,\"name\":\"a\"},{\"id\":2,\"name\":\"b\"}]");
        _source.Steps = [new SyncStep("things", new UpperCaseFormat(itemVersion: 2))];

        var report = await harness.SyncBodyAsync("[{\"id\":1,\"name\":\"a\"},{\"id\":2,\"name\":\"B\"}]");

        Assert.Equal(2, report.Updated);
        Assert.Equal(["1 A ", "2 B "], await harness.ExportAsync());
        Assert.Equal(2, (await harness.SyncBodyAsync("[{\"id\":1,\"name\":\"a\"},{\"id\":2,\"name\":\"B\"}]")).Unchanged);
    }

    [Fact]
    public async Task Records_without_an_id_are_rejected_with_their_place_and_lose_no_neighbour()
    {
        await using var harness = new EngineHarness(_source);

        var report = await harness.SyncBodyAsync("[{\"id\":1,\"name\":\"a\"},{\"name\":\"?\"},null,{\"id\":2,\"name\":\"b\"},{\"id\":0}]");

        Assert.Equal((5, 2, 3), (report.Received, report.Added, report.Rejected));
        Assert.Equal(
            [new Reject(1, RejectReason.MissingId), new Reject(2, RejectReason.NotAnObject), new Reject(4, RejectReason.MissingId)],
            report.Rejects);
        Assert.Equal(["1 a ", "2 b "], await harness.ExportAsync());
    }

    [Fact]
    public async Task At_most_a_hundred_rejects_are_sampled_and_all_are_counted()
    {
        await using var harness = new EngineHarness(_source);

        var report = await harness.SyncBodyAsync("[{\"id\":1}" + string.Concat(Enumerable.Repeat(",null", 250)) + "]");

        Assert.Equal(250, report.Rejected);
        Assert.Equal(100, report.Rejects.Count);
    }

    [Fact]
    public async Task A_category_filter_keeps_its_categories_and_counts_the_rest()
    {
        await using var harness = new EngineHarness(_source);
        var filter = new RunOptions { Categories = new Dictionary<string, IReadOnlyCollection<string>> { ["things"] = ["g0", "g2"] } };

        var first = await harness.SyncBodyAsync(Thing.List(Thing.Range(1, 300)), filter);
        var again = await harness.SyncBodyAsync(Thing.List(Thing.Range(1, 300)), filter);

        Assert.Equal((300, 200, 100), (first.Received, first.Added, first.Filtered));
        Assert.Equal((0, 200, 100), (again.Added, again.Unchanged, again.Filtered));
    }

    [Fact]
    public async Task A_changed_category_filter_is_not_a_shrink()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncAsync(Thing.Range(1, 300));
        var filter = new RunOptions { Categories = new Dictionary<string, IReadOnlyCollection<string>> { ["things"] = ["g0"] } };

        var report = await harness.SyncBodyAsync(Thing.List(Thing.Range(1, 300)), filter);

        Assert.Equal(StepStatus.Completed, report.Status);
        Assert.Equal((100, 200, 200), (report.Unchanged, report.Filtered, report.Removed));
    }

    [Fact]
    public async Task A_full_run_finds_the_same_unchanged_items()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncAsync(Thing.Range(1, 100));

        Assert.Equal(100, (await harness.SyncBodyAsync(Thing.List(Thing.Range(1, 100)), new RunOptions { Full = true })).Unchanged);
    }

    private static List<string> Lines(IEnumerable<Thing> things) => [.. things.Select(thing => $"{thing.Id} {thing.Name} {thing.Group}")];
}
