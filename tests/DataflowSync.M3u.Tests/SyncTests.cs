using DataflowSync.M3u.Tests.Setup;

namespace DataflowSync.M3u.Tests;

/// <summary>Whole syncs: HTTP, engine, LiteDB files.</summary>
public sealed class SyncTests
{
    [Fact]
    public async Task A_first_sync_publishes_the_entries_in_the_order_of_the_list()
    {
        await using var fixture = new M3uFixture();

        var step = await fixture.SyncAsync(Playlists.Channels(2_500));

        Assert.Equal((StepStatus.Completed, 2_500L, 2_500L, 2_500L), (step.Status, step.Received, step.Added, step.Items));
        Assert.Empty(step.Warnings);
        Assert.Equal(Enumerable.Range(1, 2_500).Select(id => $"live-{id}"), (await fixture.ItemsAsync()).Select(item => item.Id));
        Assert.Equal("Channel 7", (await fixture.ItemsAsync())[6].GetString("name"));
        Assert.Equal(833, (await fixture.ItemsAsync(new BrowseQuery { Category = "Group 0" })).Count);
        Assert.Empty(await fixture.VerifyAsync());
    }

    [Fact]
    public async Task An_unchanged_list_updates_nothing()
    {
        await using var fixture = new M3uFixture();
        await fixture.SyncAsync(Playlists.Channels(100));

        var step = await fixture.SyncAsync(Playlists.Channels(100));

        Assert.Equal((100L, 0L, 0L, 0L), (step.Unchanged, step.Added, step.Updated, step.Removed));
    }

    [Fact]
    public async Task Another_password_in_the_addresses_updates_nothing()
    {
        await using var fixture = new M3uFixture();
        await fixture.SyncAsync(Playlists.Channels(100));

        var step = await fixture.SyncAsync(Playlists.Channels(100, password: "rotated-t0ken"));

        Assert.Equal((StepStatus.Completed, 100L, 0L), (step.Status, step.Unchanged, step.Updated + step.Added + step.Removed));
    }

    [Fact]
    public async Task Changes_removals_and_another_order_are_published_as_what_they_are()
    {
        await using var fixture = new M3uFixture();
        await fixture.SyncAsync(Playlists.Channels(4));

        var step = await fixture.SyncAsync(Playlists.List([Playlists.Channel(9), Playlists.Channel(4), Playlists.Channel(1, "Renamed"), Playlists.Channel(2)]));

        Assert.Equal((1L, 1L, 2L, 1L), (step.Added, step.Updated, step.Unchanged, step.Removed));
        Assert.Equal("live-9,live-4,live-1,live-2", await fixture.IdsAsync());
        Assert.Equal("Renamed", (await fixture.ItemsAsync())[2].GetString("name"));
        Assert.Empty(await fixture.VerifyAsync());
    }

    [Fact]
    public async Task An_entry_listed_in_two_groups_is_one_item_in_both()
    {
        await using var fixture = new M3uFixture();
        var again = Playlists.Channel(1).Replace("Group 1", "Favourites", StringComparison.Ordinal);
        var list = Playlists.List([Playlists.Channel(1), again]);

        var first = await fixture.SyncAsync(list);
        var second = await fixture.SyncAsync(list);

        Assert.Equal((1L, 1L, 1L), (first.Added, first.Duplicates, first.Items));
        Assert.Equal((1L, 1L, 0L), (second.Unchanged, second.Duplicates, second.Updated));
        Assert.Equal(["Group 1", "Favourites"], Assert.Single(await fixture.ItemsAsync()).GetList("groups"));
    }

    [Fact]
    public async Task Entries_that_are_none_are_counted_and_told()
    {
        await using var fixture = new M3uFixture();

        var step = await fixture.SyncAsync(Playlists.List([Playlists.Channel(1), "#EXTINF:-1,Lost\n", Playlists.Channel(2), "#EXTINF:-1,Odd\nodd\n"]));

        Assert.Equal((StepStatus.Completed, 4L, 2L, 2L), (step.Status, step.Received, step.Added, step.Rejected));
        Assert.Equal([new Reject(1, RejectReason.MissingId), new Reject(3, RejectReason.InvalidId)], step.Rejects);
    }

    [Fact]
    public async Task A_list_without_a_length_publishes_with_a_warning()
    {
        await using var fixture = new M3uFixture();

        var step = await fixture.SyncAsync(Playlists.WithoutLength(Playlists.Channels(3)));

        Assert.Equal((StepStatus.Completed, 3L), (step.Status, step.Items));
        Assert.StartsWith("length:", Assert.Single(step.Warnings), StringComparison.Ordinal);
    }

    public static TheoryData<byte[]> Whole() => [LoopbackServer.Ok(Playlists.Channels(3).TrimEnd()), Playlists.Chunked(Playlists.Channels(3).TrimEnd())];

    [Theory]
    [MemberData(nameof(Whole))]
    public async Task An_answer_that_says_where_it_ends_needs_no_end_of_the_last_line(byte[] answer)
    {
        await using var fixture = new M3uFixture();

        var step = await fixture.SyncAsync(answer);

        Assert.Equal((StepStatus.Completed, 3L, 0), (step.Status, step.Items, step.Warnings.Count));
    }

    public static TheoryData<string, byte[]> Cuts()
    {
        var list = Playlists.Channels(3);
        return new()
        {
            { "shorter than its length, between two entries", LoopbackServer.Ok(list).AsSpan()[..^Playlists.Channel(3).Length].ToArray() },
            { "shorter than its length, within an entry", LoopbackServer.Ok(list).AsSpan()[..^5].ToArray() },
            { "chunks without an end", Playlists.Chunked(list, end: "") },

            // The runtime gives nothing of what it has buffered before a broken chunk: there has to be more.
            { "a broken chunk", Playlists.Chunked(Playlists.Channels(2_000), end: $"zz {Playlists.Password}\r\n") },
            { "no length, within the last address", Playlists.WithoutLength(list[..^5]) },
            { "no length, before the last address", Playlists.WithoutLength(list + "#EXTINF:-1,Four\r\n") },
            { "a page in the middle", LoopbackServer.Ok(list + "<br />\n<b>Fatal error</b>\n") },
        };
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task A_list_that_was_cut_publishes_nothing(string cut, byte[] answer)
    {
        await using var fixture = new M3uFixture();
        await fixture.SyncAsync(Playlists.Channels(5));

        var step = await fixture.SyncAsync(answer);

        Assert.True((step.Status, step.Error?.Code) == (StepStatus.Failed, SyncErrorCode.Truncated), $"{cut}: {step}");
        Assert.Equal("live-1,live-2,live-3,live-4,live-5", await fixture.IdsAsync());
    }

    [Fact]
    public async Task A_list_that_was_cut_is_asked_for_anew()
    {
        await using var fixture = new M3uFixture(retries: 1);

        var step = await fixture.SyncAsync(LoopbackServer.Ok(Playlists.Channels(5))[..^40], LoopbackServer.Ok(Playlists.Channels(5)));

        Assert.Equal((StepStatus.Completed, 2, 5L), (step.Status, step.Attempts, step.Items));
    }

    [Fact]
    public async Task What_a_cut_between_two_entries_hides_the_guard_holds_back_where_it_is_much()
    {
        await using var fixture = new M3uFixture();
        await fixture.SyncAsync(Playlists.Channels(200));

        var step = await fixture.SyncAsync(Playlists.WithoutLength(Playlists.Channels(100)));

        Assert.Equal((StepStatus.Guarded, 200L), (step.Status, step.Items));
    }

    [Fact]
    public async Task A_header_alone_does_not_empty_the_catalog()
    {
        await using var fixture = new M3uFixture();
        await fixture.SyncAsync(Playlists.Channels(3));

        Assert.Equal((StepStatus.Guarded, 3L), await fixture.SyncAsync("#EXTM3U\n") is var step ? (step.Status, step.Items) : default);
    }

    [Fact]
    public async Task Neither_files_nor_report_hold_a_secret()
    {
        await using var fixture = new M3uFixture();
        string[] secrets = [Playlists.Username, Playlists.Password, "q-token-77", "path-t0ken", "127.0.0.1:8080/", "timeshift"];
        string[] entries =
        [
            Playlists.Channel(1),
            $"#EXTINF:-1 catchup-source=\"http://h/timeshift/{Playlists.Username}/{Playlists.Password}/1\",Catchup\nhttp://h/hls/2.m3u8?t=q-token-77\n",
            $"#EXTINF:-1 tvg-logo=\"http://h/{Playlists.Username}/{Playlists.Password}/l.png\",Logo\nhttp://h/{Playlists.Username}/{Playlists.Password}/3\n",
            $"#EXTINF:-1,http://h/live/{Playlists.Username}/{Playlists.Password}/4.ts\nhttp://h/live/{Playlists.Username}/{Playlists.Password}/4.ts\n",
            $"#EXTINF:-1,Userinfo\nhttp://{Playlists.Username}:{Playlists.Password}@h/5.m3u8\n",
            $"#EXTINF:-1,Path\nhttp://h/path-t0ken/{Playlists.Username}/x/{Playlists.Password}\n",
        ];

        var first = await fixture.SyncAsync(Playlists.List(entries));
        var second = await fixture.SyncAsync(Playlists.List(entries.Reverse().Select(entry => entry.Replace(",", ",New ", StringComparison.Ordinal))));

        Assert.Equal((6L, 4L, 1L, 1L), (first.Added, second.Updated, second.Added, second.Unchanged));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, $"{first}{second}{fixture.Bytes()}", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Userinfo", fixture.Bytes(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_synced_like_an_answer()
    {
        await using var fixture = new M3uFixture();
        var path = Path.Combine(fixture.Data, "list.m3u");
        await File.WriteAllTextAsync(path, Playlists.Channels(3).TrimEnd());
        var engine = fixture.Build(new M3uSource(new Uri(path), fixture.Client));

        var step = await M3uFixture.SyncAsync(engine);
        File.Delete(path);
        var gone = await M3uFixture.SyncAsync(engine);

        Assert.Equal((StepStatus.Completed, 3L), (step.Status, step.Items));
        Assert.Equal((StepStatus.Failed, SyncErrorCode.Network, 3), (gone.Status, gone.Error?.Code, (await fixture.ItemsAsync()).Count));
    }
}
