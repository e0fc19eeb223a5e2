using System.Text.Json.Nodes;
using DataflowSync.LiteDb;
using DataflowSync.Testing;
using DataflowSync.Xtream;

namespace DataflowSync.Crash.Tests;

/// <summary>What is damaged is found by verify, said by the next run, and put right by it.</summary>
public sealed class DamageTests : IAsyncLifetime
{
    private const string Profile = "home";

    private static readonly string[] Steps =
        [Datasets.ChannelCategories, Datasets.Channels, Datasets.MovieCategories, Datasets.Movies, Datasets.SeriesCategories, Datasets.Series];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("dataflowsync-damage-");
    private FakeProvider _provider = null!;
    private SyncEngine _engine = null!;

    public async Task InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync(new FakeProviderOptions { Channels = 30, Movies = 80, Series = 20 });
        _engine = new SyncEngineBuilder()
            .UseStore(new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = _data.FullName, RebuildBelow = 0, MinimumFreeBytes = 0 }))
            .AddXtream(
                Profile,
                new XtreamAccount($"{_provider.BaseAddress}", _provider.Username, _provider.Password),
                new XtreamOptions { RequestInterval = TimeSpan.Zero })
            .Build();
        await SyncAsync();
        await MakeOverlayAsync();
    }

    public async Task DisposeAsync()
    {
        await _provider.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Theory]
    [InlineData("movies.*.overlay.db")]
    [InlineData("movies.*.overlay.db.sums")]
    [InlineData("movies.*.db")]
    [InlineData("movies.*.db.sums")]
    [InlineData("movies.*.index")]
    [InlineData("movies.*.index.sums")]
    public async Task A_flipped_byte_in_a_file_of_a_dataset_costs_one_fetch_of_it_and_is_told(string pattern)
    {
        foreach (var place in new[] { 0, 0.37, 1 })
        {
            Flip(FileLike(pattern), place);
            Assert.Contains(await VerifyAsync(), problem => problem.StartsWith("movies: ", StringComparison.Ordinal));

            var report = await SyncAsync();

            var warning = Assert.Single(report.Steps.SelectMany(step => step.Warnings));
            Assert.StartsWith("movies: ", warning, StringComparison.Ordinal);
            Assert.Contains("fetched anew", warning, StringComparison.Ordinal);
            Assert.All(report.Steps, step => Assert.Equal(step.Name == Datasets.Movies ? step.Received : 0, step.Added));
            await IsHealedAsync();
            await MakeOverlayAsync();
        }
    }

    [Fact]
    public async Task A_damaged_pointer_vouches_for_nothing_so_everything_is_fetched_anew_and_told()
    {
        foreach (var place in new[] { 0, 0.5, 1 })
        {
            Flip(Path.Combine(_data.FullName, Profile, "pointer.json"), place);
            Assert.Contains("pointer.json", Assert.Single(await VerifyAsync()), StringComparison.Ordinal);
            await Assert.ThrowsAsync<InvalidDataException>(async () => await _engine.Store.OpenAsync(Profile));

            var report = await SyncAsync();

            Assert.Contains("pointer.json", Assert.Single(report.Steps.SelectMany(step => step.Warnings)), StringComparison.Ordinal);
            Assert.All(report.Steps, step => Assert.Equal(step.Received, step.Added));
            await IsHealedAsync();
        }
    }

    [Fact]
    public async Task A_damaged_history_begins_anew_and_stops_no_sync()
    {
        Flip(Path.Combine(_data.FullName, Profile, "history.json"), 0.5);
        Assert.Contains("history.json", Assert.Single(await VerifyAsync()), StringComparison.Ordinal);

        var report = await SyncAsync();

        Assert.Contains("history.json", Assert.Single(report.Steps.SelectMany(step => step.Warnings)), StringComparison.Ordinal);
        Assert.All(report.Steps, step => Assert.Equal(step.Received, step.Unchanged));
        Assert.Equal(report.RunId, Assert.Single((await _engine.GetStatusAsync(Profile)).Reports).RunId);
        await IsHealedAsync();
    }

    private static void Flip(string path, double place)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[(int)((bytes.Length - 1) * place)] ^= 0x10;
        File.WriteAllBytes(path, bytes);
    }

    private static JsonObject ToJson(CatalogItem item) => new(item.Fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Key, field.Value switch
    {
        string text => JsonValue.Create(text),
        long integer => JsonValue.Create(integer),
        double number => JsonValue.Create(number),
        bool flag => JsonValue.Create(flag),
        IReadOnlyList<string> list => new JsonArray([.. list.Select(element => JsonValue.Create(element))]),
        var other => throw new InvalidDataException($"A document holds a {other.GetType().Name}."),
    })));

    private string FileLike(string pattern) => Directory.GetFiles(Path.Combine(_data.FullName, Profile), pattern)
        .Single(path => pattern.Contains("overlay", StringComparison.Ordinal) || !path.Contains("overlay", StringComparison.Ordinal));

    private async Task<SyncReport> SyncAsync()
    {
        var report = await _engine.RunAsync(Profile);
        Assert.Equal(SyncStatus.Completed, report.Status);
        return report;
    }

    /// <summary>Changes little, so that the movies have files of all kinds.</summary>
    private async Task MakeOverlayAsync()
    {
        _provider.Catalog.Movies.Change(3);
        Assert.Equal(3, (await SyncAsync()).Steps[3].Updated);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_data.FullName, Profile), "movies.*.overlay.db"));
    }

    private async Task<IReadOnlyList<string>> VerifyAsync() => await _engine.Store.VerifyAsync(Profile);

    private async Task IsHealedAsync()
    {
        Assert.Empty(await VerifyAsync());
        await using (var snapshot = await _engine.Store.OpenAsync(Profile))
        {
            foreach (var step in Steps)
            {
                var expected = _provider.Catalog[step].ExpectedDocuments().Select(document => JsonNode.Parse(document)!).ToList();
                var found = await snapshot.Dataset(step).BrowseAsync().Select(ToJson).ToListAsync();
                Assert.Equal(expected.Count, found.Count);
                Assert.All(expected.Zip(found), pair => Assert.True(JsonNode.DeepEquals(pair.First, pair.Second), $"{step}: {pair.Second.ToJsonString()}"));
            }
        }

        var again = await SyncAsync();
        Assert.All(again.Steps, step => Assert.Empty(step.Warnings));
        Assert.All(again.Steps, step => Assert.Equal(step.Received, step.Unchanged));
    }
}
