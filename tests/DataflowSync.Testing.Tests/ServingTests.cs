using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Testing.Tests;

public sealed class ServingTests
{
    [Fact]
    public async Task Each_action_serves_the_list_it_names_as_rendered()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using ProviderClient client = new(provider);
        foreach (string dataset in Rendering.DatasetNames)
        {
            FakeList list = provider.Catalog[dataset];
            Assert.Equal(Rendering.Render(list), await client.GetAsync(list.Action));
        }
    }

    [Fact]
    public async Task A_category_filter_is_served_and_one_that_is_no_number_means_none()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using ProviderClient client = new(provider);
        FakeList movies = provider.Catalog.Movies;

        Assert.Equal(Rendering.Render(movies, 10_002), await client.GetAsync("get_vod_streams", "&category_id=10002"));
        Assert.Equal("[]"u8.ToArray(), await client.GetAsync("get_vod_streams", "&category_id=99"));
        foreach (string none in new[] { "", "0", "*" })
        {
            Assert.Equal(Rendering.Render(movies), await client.GetAsync("get_vod_streams", "&category_id=" + none));
        }
    }

    [Fact]
    public async Task A_posted_form_is_understood_like_a_query()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using HttpClient http = new() { BaseAddress = provider.BaseAddress };
        using FormUrlEncodedContent form = new(new Dictionary<string, string>
        {
            ["username"] = provider.Username,
            ["password"] = provider.Password,
            ["action"] = "get_series",
        });

        using HttpResponseMessage response = await http.PostAsync(new Uri("player_api.php", UriKind.Relative), form);

        Assert.Equal(Rendering.Render(provider.Catalog.Series), await ProviderClient.ReadAsync(response));
    }

    [Theory]
    [InlineData("PUT", "player_api.php", 405)]
    [InlineData("HEAD", "player_api.php", 405)]
    [InlineData("GET", "panel_api.php", 404)]
    [InlineData("GET", "", 404)]
    public async Task Other_methods_and_paths_are_refused(string method, string path, int status)
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using HttpClient http = new() { BaseAddress = provider.BaseAddress };

        using HttpResponseMessage response = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status, Assert.Single(provider.Requests).Status);
    }

    [Fact]
    public async Task An_unknown_action_gets_the_account_like_on_real_panels()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using ProviderClient client = new(provider);

        Assert.Equal("Active", (await client.GetJsonAsync("get_everything")).GetProperty("user_info").GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_response_ends_with_its_connection_and_says_no_length()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using TcpClient tcp = new();
        await tcp.ConnectAsync("127.0.0.1", provider.BaseAddress.Port);
        NetworkStream stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /player_api.php?{ProviderClient.Credentials(provider)}&action=get_series HTTP/1.1\r\nHost: x\r\n\r\n"));

        using MemoryStream received = new();
        await stream.CopyToAsync(received);

        byte[] bytes = received.ToArray();
        int headLength = bytes.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
        string head = Encoding.ASCII.GetString(bytes, 0, headLength);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", head, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json\r\n", head, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Length", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Transfer-Encoding", head, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Rendering.Render(provider.Catalog.Series), bytes[headLength..]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_content_length_is_sent_on_request_and_is_right(bool gzip)
    {
        await using FakeProvider provider = await FakeProvider.StartAsync(new FakeProviderOptions { SendContentLength = true, Gzip = gzip });
        using ProviderClient client = new(provider);

        using HttpResponseMessage response = await client.SendAsync("get_vod_streams", change: r => r.Headers.Add("Accept-Encoding", "gzip"));

        byte[] body = await ProviderClient.ReadAsync(response);
        Assert.Equal(body.Length, response.Content.Headers.ContentLength);
        Assert.Equal(gzip, body.Length < Rendering.Render(provider.Catalog.Movies).Length);
    }

    [Fact]
    public async Task Gzip_is_for_clients_that_accept_it()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync(new FakeProviderOptions { Gzip = true, Movies = 5_000 });
        using ProviderClient client = new(provider);
        byte[] plain = Rendering.Render(provider.Catalog.Movies);

        Assert.Equal(plain, await client.GetAsync("get_vod_streams"));

        using HttpResponseMessage response = await client.SendAsync("get_vod_streams", change: r => r.Headers.Add("Accept-Encoding", "br, gzip"));
        Assert.Equal("gzip", Assert.Single(response.Content.Headers.ContentEncoding));
        using MemoryStream unzipped = new();
        await using (GZipStream gzip = new(new MemoryStream(await ProviderClient.ReadAsync(response)), CompressionMode.Decompress))
        {
            await gzip.CopyToAsync(unzipped);
        }

        Assert.Equal(plain, unzipped.ToArray());
    }

    [Fact]
    public async Task The_speed_limit_holds_by_the_clock()
    {
        FakeTimeProvider time = new();
        await using FakeProvider provider = await FakeProvider.StartAsync(
            new FakeProviderOptions { Movies = 1_000, BytesPerSecond = 100_000, TimeProvider = time });
        using ProviderClient client = new(provider);
        int length = Rendering.Render(provider.Catalog.Movies).Length;

        Task<byte[]> body = client.GetAsync("get_vod_streams");
        while (!body.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        Assert.Equal(length, (await body).Length);
        FakeRequest request = Assert.Single(provider.Requests);
        Assert.True((request.EndedAt - request.StartedAt)!.Value.TotalSeconds >= length / 100_000.0);
    }

    [Fact]
    public async Task A_running_response_goes_on_with_the_list_as_it_stood()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync(new FakeProviderOptions { Movies = 50_000, RepeatPerCategory = 0.2 });
        using ProviderClient client = new(provider);
        byte[] expected = Rendering.Render(provider.Catalog.Movies);

        // The body is larger than what the system buffers: it is still being rendered when the list changes.
        using HttpResponseMessage response = await client.SendAsync("get_vod_streams");
        await using Stream stream = await response.Content.ReadAsStreamAsync();
        provider.Catalog.Movies.InsertAtTop(10);
        provider.Catalog.Movies.Change(1_000);
        provider.Catalog.Movies.Clear();
        using MemoryStream received = new();
        await stream.CopyToAsync(received);

        Assert.Equal(expected, received.ToArray());
        Assert.Equal("[]"u8.ToArray(), await client.GetAsync("get_vod_streams"));
    }

    [Fact]
    public async Task Changes_from_many_threads_never_corrupt_a_response()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync(new FakeProviderOptions { Movies = 2_000 });
        FakeList movies = provider.Catalog.Movies;
        Task[] work =
        [
            .. Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
            {
                for (int i = 0; i < 100; i++)
                {
                    movies.Add(3);
                    movies.Change(10);
                    movies.Remove(2);
                    movies.Reorder(worker);
                }
            })),
            .. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                using ProviderClient client = new(provider);
                for (int i = 0; i < 10; i++)
                {
                    int[] ids = [.. (await client.GetJsonAsync("get_vod_streams")).EnumerateArray().Select(row => row.GetProperty("stream_id").GetInt32())];
                    Assert.InRange(ids.Length, 2_000 - 8, 2_400 + 12);
                    Assert.Equal(ids.Length, ids.Distinct().Count());
                }
            })),
        ];

        await Task.WhenAll(work);

        Assert.Equal(2_400, movies.Count);
    }

    [Fact]
    public async Task A_slow_reader_gets_everything_although_the_provider_has_closed()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync(new FakeProviderOptions { Movies = 400 });
        using ProviderClient client = new(provider);

        using HttpResponseMessage response = await client.SendAsync("get_vod_streams");
        await provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Completed);

        Assert.Equal(Rendering.Render(provider.Catalog.Movies), await ProviderClient.ReadAsync(response));
    }

    [Fact]
    public async Task Details_of_a_series_agree_with_the_list_and_come_in_the_usual_shape()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using ProviderClient client = new(provider);
        provider.Catalog.Series.ChangeAt(2);
        JsonElement row = (await client.GetJsonAsync("get_series"))[2];
        int id = row.GetProperty("series_id").GetInt32();

        byte[] body = await client.GetAsync("get_series_info", $"&series_id={id}");

        JsonElement details = ProviderClient.Parse(body);
        foreach (string field in new[] { "name", "cover", "category_id", "releaseDate", "last_modified" })
        {
            Assert.Equal(row.GetProperty(field).ToString(), details.GetProperty("info").GetProperty(field).ToString());
        }

        JsonElement[] seasons = [.. details.GetProperty("seasons").EnumerateArray()];
        Assert.NotEmpty(seasons);
        HashSet<string> episodeIds = [];
        foreach (JsonElement season in seasons)
        {
            JsonElement episodes = details.GetProperty("episodes").GetProperty(season.GetProperty("season_number").GetRawText());
            Assert.Equal(season.GetProperty("episode_count").GetInt32(), episodes.GetArrayLength());
            Assert.All(episodes.EnumerateArray(), episode => Assert.True(episodeIds.Add(episode.GetProperty("id").GetString()!)));
        }

        Assert.Equal(body, await client.GetAsync("get_series_info", $"&series_id={id}"));
    }

    [Fact]
    public async Task Details_of_a_movie_agree_with_the_list()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using ProviderClient client = new(provider);
        JsonElement row = (await client.GetJsonAsync("get_vod_streams"))[7];

        JsonElement details = await client.GetJsonAsync("get_vod_info", $"&vod_id={row.GetProperty("stream_id")}");

        Assert.Equal(row.GetProperty("stream_id").GetInt32(), details.GetProperty("movie_data").GetProperty("stream_id").GetInt32());
        Assert.Equal(row.GetProperty("name").GetString(), details.GetProperty("movie_data").GetProperty("name").GetString());
        Assert.Equal(row.GetProperty("plot").ToString(), details.GetProperty("info").GetProperty("plot").GetString());
    }

    [Fact]
    public async Task Details_of_what_does_not_exist_are_empty()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using ProviderClient client = new(provider);

        JsonElement series = await client.GetJsonAsync("get_series_info", "&series_id=999999");
        JsonElement movie = await client.GetJsonAsync("get_vod_info", "&vod_id=x");

        Assert.Equal(0, series.GetProperty("seasons").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, series.GetProperty("info").GetProperty("name").ValueKind);
        Assert.Equal(0, movie.GetProperty("info").GetArrayLength());
        Assert.False(movie.TryGetProperty("movie_data", out _));
    }
}
