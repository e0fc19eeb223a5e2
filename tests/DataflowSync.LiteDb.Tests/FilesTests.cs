using DataflowSync.LiteDb.Tests.Simulation;
using LiteDB;

namespace DataflowSync.LiteDb.Tests;

/// <summary>Which files a publication writes, and what a person finds in them.</summary>
public sealed class FilesTests : IDisposable
{
    private const string Profile = "home";

    private readonly StoreDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Written_bytes_follow_the_changes()
    {
        var store = _directory.Store(rebuildBelow: 10);
        var records = Records.Edition("first", 100);
        await SyncAsync("movies.1.db", "movies.1.index");

        records.Reverse();
        await SyncAsync("movies.1.db", "movies.2.index");

        records = Records.Changed(records, "changed", 10);
        await SyncAsync("movies.1.db", "movies.3.index", "movies.3.overlay.db");

        records.RemoveRange(40, 5); // 10 in the overlay and 5 dead, of 100
        await SyncAsync("movies.1.db", "movies.3.overlay.db", "movies.4.index");

        records = Records.Changed(records, "changed again", 5); // 20 of 100, though 5 are the same as before
        await SyncAsync("movies.1.db", "movies.5.index", "movies.5.overlay.db");

        records = Records.Changed(records, "and again", 6); // 10 in the overlay, 5 dead, 6 changed
        await SyncAsync("movies.6.db", "movies.6.index");

        async Task SyncAsync(params string[] expected)
        {
            await SimulatedFetch.SyncAsync(store, Profile, "movies", records);
            Assert.Equal(
                expected.SelectMany(name => new[] { name, name + ".sums" }).Concat(["pointer.json", "sync.lock"]).Order(),
                _directory.Files(Profile));
            await using var snapshot = await store.OpenAsync(Profile);
            await ModelAssert.ShowsAsync(new CatalogModel(records), snapshot.Dataset("movies"), new Random(1));
        }
    }

    [Fact]
    public async Task A_small_dataset_is_always_written_anew()
    {
        var store = _directory.Store(rebuildBelow: 101);
        var records = Records.Edition("first", 100);
        await SimulatedFetch.SyncAsync(store, Profile, "movies", records);

        await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Changed(records, "changed", 1));

        Assert.Contains("movies.2.db", _directory.Files(Profile));
    }

    [Fact]
    public async Task A_person_who_opens_a_document_file_finds_named_fields()
    {
        var store = _directory.Store();
        await SimulatedFetch.SyncAsync(store, Profile, "movie-categories",
            [new TestRecord("12", "Näme", ["a", "b"]) { Rating = 7.5, Adult = false }, new TestRecord("x", "bare", [])]);
        var copy = Path.Combine(_directory.Path, "copy.db");
        File.Copy(_directory.PathOf(Profile, "movie-categories.1.db"), copy);

        using var database = new LiteDatabase(copy);

        Assert.Equal(["movie_categories"], database.GetCollectionNames());
        var documents = database.GetCollection("movie_categories").FindAll().ToList();
        Assert.Equal(
            ["""{"_id":0,"id":{"$numberLong":"12"},"name":"Näme","categoryIds":["a","b"],"rating":7.5,"adult":false}""", """{"_id":1,"id":"x","name":"bare"}"""],
            documents.Select(document => JsonSerializer.Serialize(document)));
    }

    [Fact]
    public async Task Several_datasets_share_a_profile_and_publish_alone()
    {
        var store = _directory.Store();
        await using (var writer = await store.OpenWriterAsync(Profile))
        {
            await SimulatedFetch.PublishAsync(writer, "channels", Records.Edition("channel", 4));
            await SimulatedFetch.PublishAsync(writer, "movies", []);
            await SimulatedFetch.PublishAsync(writer, "channels", Records.Edition("channel again", 6));
        }

        await using var snapshot = await store.OpenAsync(Profile);
        Assert.Equal(3, snapshot.Version);
        await ModelAssert.ShowsAsync(new CatalogModel(Records.Edition("channel again", 6)), snapshot.Dataset("channels"), new Random(1));
        await ModelAssert.ShowsAsync(new CatalogModel([]), snapshot.Dataset("movies"), new Random(1));
        Assert.Equal(["channels", "movies"], snapshot.DatasetNames.Order());
    }
}
