using System.Text.Json.Nodes;
using DataflowSync.Hosting.Tests.Setup;
using DataflowSync.Testing;
using Microsoft.Data.Sqlite;
using DataflowSync.Tests.Shared;

namespace DataflowSync.Hosting.Tests.Samples;

/// <summary>The samples do what they say, against a provider over HTTP.</summary>
public sealed class SampleTests : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflowsync-samples-");
    private HostFixture _fixture = null!;

    private FakeProvider Provider => _fixture.Provider;

    public async Task InitializeAsync() => _fixture = await HostFixture.StartAsync();

    public async Task DisposeAsync()
    {
        await _fixture.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task The_worker_syncs_at_once_tells_of_it_and_stops_when_it_is_told_to()
    {
        await using var worker = SampleProcess.Start("Worker", _directory.FullName, Account("Provider"));

        var line = await worker.WaitForLineAsync("home: Completed");

        Assert.StartsWith("home: Completed, 6 channel-categories, 60 channels, 8 movie-categories, 120 movies, 4 series-categories, 40 series; next at ", line, StringComparison.Ordinal);
        Assert.Equal(0, await worker.TerminateAsync());
        Assert.True(File.Exists(Path.Combine(_directory.FullName, "catalogs", "home", "pointer.json")));
    }

    [Fact]
    public async Task The_web_host_syncs_when_it_is_asked_to_shows_movies_and_tells_its_progress_and_health()
    {
        await using var host = SampleProcess.Start("AspNetHost", _directory.FullName, Account("DataflowSync__Profiles__home"), "--urls", "http://127.0.0.1:0");
        var address = (await host.WaitForLineAsync("Now listening on: ")).Split("on: ")[1];
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        using var progress = await http.GetAsync("/profiles/home/progress", HttpCompletionOption.ResponseHeadersRead).WaitAsync(World.LongEnough);
        using var events = new StreamReader(await progress.Content.ReadAsStreamAsync());

        Assert.Equal("data: watching", await events.ReadLineAsync().WaitAsync(World.LongEnough));

        using var synced = await http.PostAsync("/profiles/home/sync", content: null).WaitAsync(World.LongEnough);

        Assert.Equal("{\"status\":\"Completed\",\"errors\":[]}", await TextAsync(synced));
        var last = string.Empty;
        while (!last.Contains("100 %", StringComparison.Ordinal))
        {
            last = await events.ReadLineAsync().WaitAsync(World.LongEnough) ?? throw new InvalidOperationException("The events ended.");
        }

        var category = Provider.Catalog.MovieCategories.Ids[0];
        var movies = JsonNode.Parse(await TextAsync(await http.GetAsync($"/profiles/home/movies?category={category}")))!.AsArray();
        Assert.NotEmpty(movies);
        Assert.StartsWith($"{Provider.BaseAddress}movie/", movies[0]!["play"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("Healthy", await TextAsync(await http.GetAsync("/health")));
        Assert.Contains("\"movies\":\"", await TextAsync(await http.GetAsync("/profiles/home")), StringComparison.Ordinal);
        Assert.Equal(0, await host.TerminateAsync());
    }

    [Fact]
    public async Task A_database_of_ones_own_follows_each_sync()
    {
        await AssertFollowsAsync("120 added, 0 updated, 0 removed");
        Provider.Catalog.Movies.Remove(5);
        Provider.Catalog.Movies.Change(7);
        Provider.Catalog.Movies.InsertAtTop(3);
        await AssertFollowsAsync("3 added, 7 updated, 5 removed");
    }

    [Theory]
    [InlineData("AspNetHost")]
    [InlineData("Worker")]
    [InlineData("OwnDatabase")]
    public void A_sample_has_at_most_sixty_lines(string sample) =>
        Assert.InRange(File.ReadLines(Path.Combine(Repository.Root, "samples", sample, "Program.cs")).Count(), 20, 60);

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/embedding.md")]
    public void The_documented_example_stands_word_for_word_in_the_worker(string page)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");
        var program = File.ReadAllText(Path.Combine(Repository.Root, "samples", "Worker", "Program.cs")).ReplaceLineEndings("\n");

        Assert.Contains($"```csharp\n{program.Split("#region embed\n")[1].Split("#endregion")[0]}```", text, StringComparison.Ordinal);
    }

    private async Task AssertFollowsAsync(string told)
    {
        await using var sample = SampleProcess.Start("OwnDatabase", _directory.FullName, [.. Account("Provider"), ("Logging__LogLevel__Default", "Warning")]);
        Assert.Equal(told, await sample.WaitForLineAsync(" removed"));
        Assert.Equal(0, await sample.EndAsync());

        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.FullName, "movies.sqlite")};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM movie ORDER BY id";
        var ids = new List<long>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            ids.Add(rows.GetInt64(0));
        }

        Assert.Equal(Provider.Catalog.Movies.Ids.Select(id => (long)id).Order(), ids);
    }

    private static async Task<string> TextAsync(HttpResponseMessage response)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        return await reader.ReadToEndAsync().WaitAsync(World.LongEnough);
    }

    private IEnumerable<(string, string)> Account(string section) =>
        [($"{section}__Url", $"{Provider.BaseAddress}"), ($"{section}__Username", Provider.Username), ($"{section}__Password", Provider.Password)];
}
