using System.Text.Json.Nodes;
using DataflowSync.Server.Tests.Setup;

namespace DataflowSync.Server.Tests;

public sealed class CatalogTests(SyncedServer shared) : IClassFixture<SyncedServer>
{
    private const string Movies = "/api/profiles/home/catalog/movies";

    [Theory]
    [InlineData("channel-categories")]
    [InlineData("channels")]
    [InlineData("movie-categories")]
    [InlineData("movies")]
    [InlineData("series-categories")]
    [InlineData("series")]
    public async Task Pages_are_the_providers_list_from_its_beginning_to_its_end(string dataset)
    {
        var server = shared.Server;
        var documents = new List<JsonNode>();
        for (var next = $"/api/profiles/home/catalog/{dataset}/items?take=37"; next is not null;)
        {
            var page = (await server.GetAsync(next)).Expect(200).Json;
            Assert.InRange(page["items"]!.AsArray().Count, 1, 37);
            documents.AddRange(page["items"]!.AsArray()!);
            next = page["next"]?.GetValue<string>();
        }

        var expected = server.Provider.Catalog[dataset].ExpectedDocuments().Select(text => JsonNode.Parse(text)!).ToList();
        Assert.Equal(expected.Count, documents.Count);
        Assert.All(expected.Zip(documents), pair => Assert.True(JsonNode.DeepEquals(pair.First, pair.Second), $"{pair.First} is {pair.Second}"));
    }

    [Fact]
    public async Task Categories_have_names_and_as_many_items_as_their_pages()
    {
        var server = shared.Server;

        var categories = (await server.GetAsync($"{Movies}/categories")).Expect(200).Json["categories"]!.AsArray();

        Assert.Equal(
            (await server.GetAsync("/api/profiles/home/catalog/movie-categories/items?take=500")).Json["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()),
            categories.Select(category => category!["id"]!.GetValue<string>()));
        var first = categories.First(category => category!["count"]!.GetValue<int>() > 1)!;
        Assert.NotEmpty(first["name"]!.GetValue<string>());
        var id = first["id"]!.GetValue<string>();
        var items = (await server.GetAsync($"{Movies}/items?category={id}&take=500")).Json["items"]!.AsArray();
        Assert.Equal(first["count"]!.GetValue<int>(), items.Count);
        Assert.All(items, item => Assert.Contains(id, item!["categoryIds"]!.AsArray().Select(category => category!.GetValue<string>())));
        var pages = (await server.GetAsync($"{Movies}/items?category={id}&take=1")).Json["next"]!.GetValue<string>();
        Assert.True(JsonNode.DeepEquals(items[1], (await server.GetAsync(pages)).Json["items"]![0]));
    }

    [Fact]
    public async Task An_item_is_found_by_its_id()
    {
        var server = shared.Server;
        var expected = JsonNode.Parse(server.Provider.Catalog.Movies.ExpectedDocuments().ElementAt(123))!;

        var found = (await server.GetAsync($"{Movies}/items/{expected["id"]}")).Expect(200);

        Assert.True(JsonNode.DeepEquals(expected, found.Json));
        (await server.GetAsync($"{Movies}/items/1")).Problem(404);
        (await server.GetAsync($"{Movies}/items/%2e%2e%2fx")).Problem(404);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/movies/categories")]
    [InlineData("/movies/items?take=3")]
    public async Task The_same_publication_is_sent_once(string path)
    {
        await using var server = await SyncedAsync();
        var first = (await server.GetAsync($"/api/profiles/home/catalog{path}")).Expect(200);

        var again = (await server.GetAsync($"/api/profiles/home/catalog{path}", ("If-None-Match", first.ETag!))).Expect(304);

        Assert.Equal((string.Empty, first.ETag), (again.Body, again.ETag));
        server.Provider.Catalog.Movies.Change(1);
        Assert.Equal("Completed", await server.SyncAsync());
        var changed = (await server.GetAsync($"/api/profiles/home/catalog{path}", ("If-None-Match", first.ETag!))).Expect(200);
        Assert.NotEqual(first.ETag, changed.ETag);
    }

    [Fact]
    public async Task A_profile_that_is_made_anew_is_not_taken_for_the_old_one()
    {
        await using var server = await SyncedAsync();
        var first = (await server.GetAsync("/api/profiles/home/catalog")).Expect(200);
        (await server.SendAsync(HttpMethod.Delete, "/api/profiles/home?forget=true", body: null)).Expect(204);
        await server.AddProfileAsync();
        await server.SyncAsync();

        var again = (await server.GetAsync("/api/profiles/home/catalog", ("If-None-Match", first.ETag!))).Expect(200);

        Assert.Equal(first.Json["version"]!.GetValue<long>(), again.Json["version"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("/movies/items?take=0", 400)]
    [InlineData("/movies/items?take=501", 400)]
    [InlineData("/movies/items?take=x", 400)]
    [InlineData("/movies/items?position=-1", 400)]
    [InlineData("/tvshows/items", 404)]
    [InlineData("/tvshows/categories", 404)]
    [InlineData("/movie-categories/categories", 404)]
    [InlineData("/movies", 404)]
    public async Task What_there_is_not_is_a_problem(string path, int status)
    {
        var server = shared.Server;

        (await server.GetAsync($"/api/profiles/home/catalog{path}")).Problem(status);
    }

    [Fact]
    public async Task A_damaged_dataset_is_told_without_a_path_and_the_others_are_read()
    {
        await using var server = await SyncedAsync();
        await server.StopServerAsync();
        var file = Assert.Single(Directory.GetFiles(Path.Combine(server.Data, "home"), "movies.*.db"));
        var bytes = await File.ReadAllBytesAsync(file);
        Array.Fill(bytes, (byte)7, 8192, bytes.Length - 8192);
        await File.WriteAllBytesAsync(file, bytes);
        await server.StartServerAsync();

        var problem = await server.GetAsync($"{Movies}/items");

        Assert.DoesNotContain(server.Root, problem.Body, StringComparison.Ordinal);
        Assert.Contains("damaged", problem.Problem(500), StringComparison.Ordinal);
        (await server.GetAsync("/api/profiles/home/catalog/channels/items")).Expect(200);
    }

    private static async Task<RunningServer> SyncedAsync()
    {
        var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        Assert.Equal("Completed", await server.SyncAsync());
        return server;
    }
}
