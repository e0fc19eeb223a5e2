using DataflowSync.LiteDb.Building;
using DataflowSync.LiteDb.Files;
using DataflowSync.LiteDb.Index;
using DataflowSync.LiteDb.Pointer;
using DataflowSync.LiteDb.Tests.Simulation;

namespace DataflowSync.LiteDb.Tests;

/// <summary>Verification finds what is damaged on disk, and files that are whole but contradict each other.</summary>
public sealed class VerifyTests : IDisposable
{
    private const string Profile = "home";

    private readonly StoreDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_catalog_with_changed_vanished_and_repeated_items_is_whole()
    {
        var records = await PublishAsync();
        await SimulatedFetch.SyncAsync(
            _directory.Store(rebuildBelow: 0), Profile, "movies", [.. records.Skip(7).Reverse(), records[50] with { Groups = ["c"] }]);

        Assert.Empty(await _directory.Store().VerifyAsync(Profile));
    }

    [Fact]
    public async Task An_unknown_profile_is_said_to_be_unknown() =>
        await Assert.ThrowsAsync<UnknownProfileException>(async () => await _directory.Store().VerifyAsync("nobody"));

    [Theory]
    [InlineData("pointer.json")]
    [InlineData("history.json")]
    [InlineData("movies.1.db")]
    [InlineData("movies.1.db.sums")]
    [InlineData("movies.2.overlay.db")]
    [InlineData("movies.2.overlay.db.sums")]
    [InlineData("movies.2.index")]
    [InlineData("movies.2.index.sums")]
    public async Task A_flipped_byte_in_a_file_of_any_kind_is_one_line_that_names_the_file(string name)
    {
        await PublishAsync();
        var path = _directory.PathOf(Profile, name);
        var whole = await File.ReadAllBytesAsync(path);
        for (var at = 0; at < whole.Length; at += Math.Max(1, whole.Length / 40))
        {
            await FlipAsync(name, at);

            var line = Assert.Single(await _directory.Store().VerifyAsync(Profile));

            Assert.Contains($"{name} is damaged", line, StringComparison.Ordinal);
            await File.WriteAllBytesAsync(path, whole);
        }

        Assert.Empty(await _directory.Store().VerifyAsync(Profile));
    }

    [Fact]
    public async Task Every_damaged_file_has_a_line()
    {
        await PublishAsync();
        foreach (var name in new[] { "movies.1.db", "movies.2.overlay.db", "series.3.db.sums", "history.json" })
        {
            await FlipAsync(name, 20);
        }

        var damage = await _directory.Store().VerifyAsync(Profile);

        Assert.Equal(4, damage.Count);
        Assert.Contains(damage, line => line.StartsWith("movies: movies.2.overlay.db is damaged", StringComparison.Ordinal));
        Assert.Contains(damage, line => line.StartsWith("series: series.3.db.sums is damaged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Counts_that_contradict_the_pointer_are_found()
    {
        await PublishAsync();

        Assert.Equal("movies: there are 200 items instead of 199", await VerifyAsync(
            movies => movies with { Generation = movies.Generation with { Count = 199 } }));
        Assert.Equal("movies: movies.1.db has 200 documents instead of 201", await VerifyAsync(movies => movies with { BaseDocuments = 201 }));
        Assert.Equal("movies: movies.2.overlay.db has 20 documents instead of 0", await VerifyAsync(movies => movies with { OverlayDocuments = 0 }));
    }

    [Fact]
    public async Task Files_of_different_generations_are_found_though_each_is_whole()
    {
        await PublishAsync();
        await SimulatedFetch.SyncAsync(_directory.Store(), Profile, "others", Records.Edition("first", 201)[1..]);
        var index = Pointer.Datasets["others"].Index;
        foreach (var ending in new[] { string.Empty, PageSums.Extension })
        {
            File.Copy(_directory.PathOf(Profile, index.Name + ending), _directory.PathOf(Profile, "movies.9.index" + ending));
        }

        Assert.Equal("movies: the file with the changed documents is missing", await VerifyAsync(
            movies => movies with { Overlay = null, OverlayDocuments = 0 }));
        Assert.Equal("movies: the document of row 0 is another item's than the ledger says", await VerifyAsync(
            movies => movies with { Index = index with { Name = "movies.9.index" }, Overlay = null, OverlayDocuments = 0 }));
    }

    [Fact]
    public async Task Lists_that_contradict_the_ledger_or_the_documents_are_found()
    {
        await PublishAsync();
        var order = Enumerable.Range(0, 200).ToArray();

        Assert.Equal("movies: the provider's order has 199 items, the ledger 200", await VerifyIndexAsync(order[1..], []));
        Assert.Equal("movies: the provider's order names row 5 twice, or there is none", await VerifyIndexAsync([.. order[..199], 5], []));
        Assert.Equal("movies: the provider's order names row 200 twice, or there is none", await VerifyIndexAsync([.. order[..199], 200], []));
        Assert.Equal("movies: group a names row 4 twice, out of order, or there is none", await VerifyIndexAsync(order, [("a", 4), ("a", 4)]));
        Assert.Equal("movies: item 4 is in other groups than its document says", await VerifyIndexAsync(order, [("b", 1), ("a", 3)]));
        Assert.Equal("movies: item 4 is in other groups than its document says", await VerifyIndexAsync(order, [("b", 3), ("c", 3)]));
    }

    private CatalogPointer Pointer => PointerFile.Read(new ProfileDirectory(new Disk(), _directory.Path, Profile))!;

    /// <summary>Movies with an overlay, series, and a history.</summary>
    private async Task<List<TestRecord>> PublishAsync()
    {
        var store = _directory.Store(rebuildBelow: 0);
        var records = Records.Edition("first", 200);
        await SimulatedFetch.SyncAsync(store, Profile, "movies", records);
        records = Records.Changed(records, "second", 20);
        await SimulatedFetch.SyncAsync(store, Profile, "movies", records);
        await SimulatedFetch.SyncAsync(store, Profile, "series", Records.Edition("other", 5));
        await using var writer = await store.OpenWriterAsync(Profile);
        await writer.SaveStatusAsync(new ProfileStatus(), CancellationToken.None);
        return records;
    }

    private async Task FlipAsync(string name, int at)
    {
        var bytes = await File.ReadAllBytesAsync(_directory.PathOf(Profile, name));
        bytes[at] ^= 0x20;
        await File.WriteAllBytesAsync(_directory.PathOf(Profile, name), bytes);
    }

    /// <summary>The one damage found with another pointer to the movies, which is taken back.</summary>
    private async Task<string> VerifyAsync(Func<DatasetPointer, DatasetPointer> change)
    {
        var directory = new ProfileDirectory(new Disk(), _directory.Path, Profile);
        var published = Pointer;
        await PointerFile.WriteAsync(directory, published.With("movies", change(published.Datasets["movies"])), CancellationToken.None);
        var damage = await _directory.Store().VerifyAsync(Profile);
        await PointerFile.WriteAsync(directory, published, CancellationToken.None);
        return Assert.Single(damage);
    }

    /// <summary>The one damage found with another index of the same ledger and overlay.</summary>
    private async Task<string> VerifyIndexAsync(int[] order, (string Group, int Position)[] groups)
    {
        var directory = new ProfileDirectory(new Disk(), _directory.Path, Profile);
        using var published = VerifiedFile.Open(directory.Disk, directory.Path, Pointer.Datasets["movies"].Index);
        var index = new IndexFile(published);
        var memberships = new Memberships();
        foreach (var (group, position) in groups)
        {
            memberships.Add([group], position);
        }

        using var file = new BuildingFile(directory, "movies.9.index");
        new IndexWriter(file.Stream, CancellationToken.None).Write(index.LoadLedger(), order, index.OverlayRows, memberships);
        var stored = await file.FinishAsync(CancellationToken.None);
        return await VerifyAsync(movies => movies with { Index = stored });
    }
}
