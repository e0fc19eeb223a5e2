using DataflowSync.LiteDb.Files;
using DataflowSync.LiteDb.Pointer;
using DataflowSync.LiteDb.Tests.Simulation;

namespace DataflowSync.LiteDb.Tests;

/// <summary>What is damaged on disk is found, said, and healed by the next fetch.</summary>
public sealed class DamageTests : IDisposable
{
    private const string Profile = "home";

    private readonly StoreDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("movies.1.db")]
    [InlineData("movies.1.db.sums")]
    [InlineData("movies.2.overlay.db")]
    [InlineData("movies.2.overlay.db.sums")]
    [InlineData("movies.2.index")]
    [InlineData("movies.2.index.sums")]
    public async Task A_flipped_byte_in_any_file_is_found_by_reader_and_writer_and_healed_by_the_next_fetch(string name)
    {
        var records = await PublishWithOverlayAsync();
        var path = _directory.PathOf(Profile, name);
        var whole = await File.ReadAllBytesAsync(path);
        var random = new Random(1);
        foreach (var at in new[] { 0, whole.Length - 1, random.Next(whole.Length), random.Next(whole.Length), random.Next(whole.Length) })
        {
            await File.WriteAllBytesAsync(path, Flipped(whole, at));
            Assert.False(await IsWholeAsync(records), $"byte {at} of {name}");
            await using var writer = await _directory.Store(rebuildBelow: 0).OpenWriterAsync(Profile);
            await using var fetch = await SimulatedFetch.BeginAsync(writer, "movies");
            Assert.Null(fetch.Generation.Previous);
            Assert.Null(writer.GetGeneration("movies"));
            Assert.NotNull(writer.GetGeneration("series"));
            Assert.StartsWith("movies: ", Assert.Single(writer.Warnings), StringComparison.Ordinal);
        }

        await HealsAsync(records);
    }

    [Fact]
    public async Task What_was_read_whole_once_in_a_run_is_not_read_whole_again()
    {
        await PublishWithOverlayAsync();
        var path = _directory.PathOf(Profile, "movies.1.db");
        var whole = await File.ReadAllBytesAsync(path);
        await using var writer = await _directory.Store(rebuildBelow: 0).OpenWriterAsync(Profile);
        await (await SimulatedFetch.BeginAsync(writer, "movies")).DisposeAsync();
        await File.WriteAllBytesAsync(path, Flipped(whole, whole.Length / 2)); // which nobody does under the lock

        await using var again = await SimulatedFetch.BeginAsync(writer, "movies");

        Assert.NotNull(again.Generation.Previous);
        Assert.Empty(writer.Warnings);
    }

    [Fact]
    public async Task A_file_that_nobody_wrote_to_is_trusted_until_a_reader_finds_it_damaged()
    {
        var records = await PublishWithOverlayAsync();
        Assert.Empty(await WarningsOfARunAsync());
        await FlipUnseenAsync("movies.1.db");

        Assert.Empty(await WarningsOfARunAsync());

        Assert.False(await IsWholeAsync(records));
        Assert.StartsWith("movies: movies.1.db is damaged", Assert.Single(await WarningsOfARunAsync()), StringComparison.Ordinal);
        await HealsAsync(records);
    }

    [Fact]
    public async Task A_file_that_nobody_wrote_to_is_read_whole_once_in_fifty_runs()
    {
        await PublishWithOverlayAsync();
        Assert.Empty(await WarningsOfARunAsync());
        await FlipUnseenAsync("movies.1.db");

        for (var run = 0; run < 50; run++)
        {
            Assert.Empty(await WarningsOfARunAsync());
        }

        Assert.StartsWith("movies: movies.1.db is damaged", Assert.Single(await WarningsOfARunAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_written_to_is_read_whole_however_soon_it_was()
    {
        await PublishWithOverlayAsync();
        var path = _directory.PathOf(Profile, "movies.1.db");
        var whole = await File.ReadAllBytesAsync(path);
        Assert.Empty(await WarningsOfARunAsync());

        await File.WriteAllBytesAsync(path, Flipped(whole, whole.Length / 2));

        Assert.Single(await WarningsOfARunAsync());
    }

    [Theory]
    [InlineData("movies.1.db")]
    [InlineData("movies.1.db.sums")]
    [InlineData("movies.2.index")]
    public async Task A_lost_or_cut_file_counts_as_no_generation(string name)
    {
        var records = await PublishWithOverlayAsync();
        var path = _directory.PathOf(Profile, name);
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path))[..^1]);
        Assert.False(await IsWholeAsync(records));

        File.Delete(path);

        Assert.False(await IsWholeAsync(records));
        await HealsAsync(records);
    }

    [Fact]
    public async Task A_damaged_dataset_leaves_the_others_readable()
    {
        var records = await PublishWithOverlayAsync();
        File.Delete(_directory.PathOf(Profile, "movies.1.db"));

        await using var snapshot = await _directory.Store().OpenAsync(Profile);

        Assert.Equal(records.Count, snapshot.Dataset("movies").Count);
        var error = await Assert.ThrowsAsync<InvalidDataException>(async () => await snapshot.Dataset("movies").FindAsync("1"));
        Assert.Contains("movies", error.Message, StringComparison.Ordinal);
        await ModelAssert.ShowsAsync(new CatalogModel(Records.Edition("other", 5)), snapshot.Dataset("series"), new Random(1));
    }

    [Fact]
    public async Task Every_flipped_byte_of_pointer_and_history_is_found()
    {
        await PublishWithOverlayAsync();
        await using (var writer = await _directory.Store().OpenWriterAsync(Profile))
        {
            await writer.SaveStatusAsync(new ProfileStatus { Guards = new Dictionary<string, GuardRecord> { ["movies"] = new(1, 2, default) } }, default);
        }

        var directory = new ProfileDirectory(new Disk(), _directory.Path, Profile);
        Assert.NotNull(PointerFile.Read(directory));
        Assert.Single(HistoryFile.Read(directory).History.Guards);
        FindsEachFlip(directory.PointerPath, () => PointerFile.Read(directory));
        FindsEachFlip(directory.HistoryPath, () => HistoryFile.Read(directory));
    }

    [Fact]
    public async Task A_damaged_pointer_is_refused_by_readers_and_replaced_by_the_next_publication()
    {
        var records = await PublishWithOverlayAsync();
        await File.WriteAllTextAsync(_directory.PathOf(Profile, "pointer.json"), "{}");
        var store = _directory.Store();
        await Assert.ThrowsAsync<InvalidDataException>(async () => await store.OpenAsync(Profile));
        await using (var writer = await store.OpenWriterAsync(Profile))
        {
            Assert.Contains("pointer.json", Assert.Single(writer.Warnings), StringComparison.Ordinal);
            await SimulatedFetch.PublishAsync(writer, "movies", records);
        }

        await using var snapshot = await store.OpenAsync(Profile);
        Assert.Equal(4, snapshot.Version);
        await ModelAssert.ShowsAsync(new CatalogModel(records), snapshot.Dataset("movies"), new Random(1));
    }

    [Fact]
    public async Task A_damaged_history_is_refused_by_readers_and_costs_a_writer_only_the_history()
    {
        await PublishWithOverlayAsync();
        await File.WriteAllTextAsync(_directory.PathOf(Profile, "history.json"), "broken");
        var store = _directory.Store();

        await Assert.ThrowsAsync<InvalidDataException>(async () => await store.GetStatusAsync(Profile));
        await using var writer = await store.OpenWriterAsync(Profile);

        Assert.Contains("history.json", Assert.Single(writer.Warnings), StringComparison.Ordinal);
        Assert.Empty(writer.Status.Reports);
        Assert.NotNull(writer.GetGeneration("movies"));
    }

    [Fact]
    public async Task A_profile_of_a_newer_version_is_refused_and_left_alone()
    {
        await PublishWithOverlayAsync();
        var directory = new ProfileDirectory(new Disk(), _directory.Path, Profile);
        await PointerFile.WriteAsync(directory, PointerFile.Read(directory)! with { FormatVersion = 2 }, CancellationToken.None);
        var files = _directory.Files(Profile);
        var store = _directory.Store();

        var error = await Assert.ThrowsAsync<NotSupportedException>(async () => await store.OpenAsync(Profile));
        await Assert.ThrowsAsync<NotSupportedException>(async () => await store.OpenWriterAsync(Profile));

        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
        Assert.Equal(files, _directory.Files(Profile));
    }

    /// <summary>Changes a byte as a disk does, without a trace.</summary>
    private async Task FlipUnseenAsync(string name)
    {
        var path = _directory.PathOf(Profile, name);
        var time = File.GetLastWriteTimeUtc(path);
        var whole = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, Flipped(whole, whole.Length / 2));
        File.SetLastWriteTimeUtc(path, time);
    }

    /// <summary>A run whose fetch brings nothing to publish.</summary>
    private async Task<IReadOnlyList<string>> WarningsOfARunAsync()
    {
        await using var writer = await _directory.Store(rebuildBelow: 0).OpenWriterAsync(Profile);
        await (await SimulatedFetch.BeginAsync(writer, "movies")).DisposeAsync();
        await writer.SaveStatusAsync(writer.Status, CancellationToken.None);
        return writer.Warnings;
    }

    private static byte[] Flipped(byte[] bytes, int at)
    {
        var flipped = bytes.ToArray();
        flipped[at] ^= 0x20;
        return flipped;
    }

    private static void FindsEachFlip(string path, Action read)
    {
        var whole = File.ReadAllBytes(path);
        for (var at = 0; at < whole.Length; at++)
        {
            File.WriteAllBytes(path, Flipped(whole, at));
            Assert.Throws<InvalidDataException>(read);
        }

        File.WriteAllBytes(path, whole);
    }

    private async Task<List<TestRecord>> PublishWithOverlayAsync()
    {
        var store = _directory.Store(rebuildBelow: 0);
        var records = Records.Edition("first", 200);
        await SimulatedFetch.SyncAsync(store, Profile, "movies", records);
        records = Records.Changed(records, "second", 20);
        await SimulatedFetch.SyncAsync(store, Profile, "movies", records);
        await SimulatedFetch.SyncAsync(store, Profile, "series", Records.Edition("other", 5));
        return records;
    }

    /// <summary>Whether everything is as it was published; throws where something wrong is read.</summary>
    private async Task<bool> IsWholeAsync(List<TestRecord> records)
    {
        var store = _directory.Store();
        await using var snapshot = await store.OpenAsync(Profile);
        try
        {
            await ModelAssert.ShowsAsync(new CatalogModel(records), snapshot.Dataset("movies"), new Random(1));
        }
        catch (InvalidDataException)
        {
            Assert.NotEmpty(await store.VerifyAsync(Profile));
        }

        var problems = await store.VerifyAsync(Profile);
        Assert.All(problems, problem => Assert.StartsWith("movies: ", problem, StringComparison.Ordinal));
        return problems.Count == 0;
    }

    private async Task HealsAsync(List<TestRecord> records)
    {
        await SimulatedFetch.SyncAsync(_directory.Store(rebuildBelow: 0), Profile, "movies", records);
        Assert.True(await IsWholeAsync(records));
        await using var writer = await _directory.Store().OpenWriterAsync(Profile);
        Assert.Empty(writer.Warnings);
        Assert.NotNull(writer.GetGeneration("movies"));
    }
}
