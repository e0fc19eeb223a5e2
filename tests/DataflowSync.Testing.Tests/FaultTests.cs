using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Testing.Tests;

public sealed class FaultTests
{
    [Fact]
    public async Task A_status_fault_answers_with_its_status_and_retry_after_as_often_as_it_says()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using ProviderClient client = new(provider);
        provider.Faults.Add(Fault.Status(429, TimeSpan.FromSeconds(2.5)) with { Target = "movies", Times = 2 });

        Assert.Equal(200, await StatusAsync(client, null));
        Assert.Equal(200, await StatusAsync(client, "get_live_streams"));
        using (HttpResponseMessage response = await client.SendAsync("get_vod_streams"))
        {
            Assert.Equal(429, (int)response.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(3), response.Headers.RetryAfter!.Delta);
        }

        Assert.Equal(429, await StatusAsync(client, "get_vod_streams"));
        Assert.Equal(200, await StatusAsync(client, "get_vod_streams"));
        Assert.Equal(0, provider.Faults.Count);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(302)]
    [InlineData(461)]
    [InlineData(524)]
    [InlineData(884)]
    public async Task Any_status_can_be_sent(int status)
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using ProviderClient client = new(provider);
        provider.Faults.Add(Fault.Status(status));

        Assert.Equal(status, await StatusAsync(client, null));
    }

    [Fact]
    public async Task A_fault_for_the_account_check_leaves_the_lists_alone()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using ProviderClient client = new(provider);
        provider.Faults.Add(Fault.Status(503) with { Target = Fault.AccountCheck });

        Assert.Equal(200, await StatusAsync(client, "get_series_categories"));
        Assert.Equal(503, await StatusAsync(client, null));
    }

    [Fact]
    public async Task A_fault_for_everything_goes_on_until_the_faults_are_cleared()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using ProviderClient client = new(provider);
        provider.Faults.Add(Fault.Status(500) with { Times = null });

        foreach (string? action in new[] { null, "get_series", "get_vod_info", "get_series" })
        {
            Assert.Equal(500, await StatusAsync(client, action));
        }

        provider.Faults.Clear();
        Assert.Equal(200, await StatusAsync(client, null));
    }

    [Fact]
    public async Task Faults_for_the_same_requests_come_in_the_order_they_were_added()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using ProviderClient client = new(provider);
        provider.Faults.Add(Fault.Status(501) with { Target = "series" });
        provider.Faults.Add(Fault.Status(502));
        provider.Faults.Add(Fault.Status(503) with { Target = "series" });

        Assert.Equal(501, await StatusAsync(client, "get_series"));
        Assert.Equal(502, await StatusAsync(client, "get_series"));
        Assert.Equal(503, await StatusAsync(client, "get_series"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4_096)]
    [InlineData(300_000)]
    public async Task A_truncated_body_ends_at_its_byte_and_looks_whole(int bytes)
    {
        // The length would give it away: it is not sent with a truncation even where it is sent otherwise.
        await using FakeProvider provider = await FakeProvider.StartAsync(new FakeProviderOptions { Movies = 1_000, SendContentLength = true });
        using ProviderClient client = new(provider);
        provider.Faults.Add(Fault.Truncate(bytes) with { Target = "movies" });

        using HttpResponseMessage response = await client.SendAsync("get_vod_streams");
        byte[] body = await ProviderClient.ReadAsync(response);

        Assert.Null(response.Content.Headers.ContentLength);
        Assert.Equal(Rendering.Render(provider.Catalog.Movies)[..bytes], body);
        FakeRequest request = Assert.Single(provider.Requests);
        Assert.Equal((FakeRequestOutcome.CutShort, bytes), (request.Outcome, request.BytesSent));
    }

    [Fact]
    public async Task A_truncated_compressed_body_ends_at_its_byte_too()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync(new FakeProviderOptions { Movies = 20_000, Gzip = true });
        using ProviderClient client = new(provider);
        byte[] whole = await client.GetAsync("get_vod_streams", change: r => r.Headers.Add("Accept-Encoding", "gzip"));
        provider.Faults.Add(Fault.Truncate(100_000));

        byte[] body = await client.GetAsync("get_vod_streams", change: r => r.Headers.Add("Accept-Encoding", "gzip"));

        Assert.Equal(whole[..100_000], body);
    }

    [Fact]
    public async Task A_body_shorter_than_the_fault_is_sent_whole()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using ProviderClient client = new(provider);
        byte[] whole = Rendering.Render(provider.Catalog.Series);
        foreach (Fault fault in new[] { Fault.Truncate(whole.Length), Fault.Reset(whole.Length), Fault.Stall(whole.Length) })
        {
            provider.Faults.Add(fault);
            Assert.Equal(whole, await client.GetAsync("get_series"));
        }

        Assert.All(provider.Requests, request => Assert.Equal(FakeRequestOutcome.Completed, request.Outcome));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5_000)]
    public async Task A_reset_comes_behind_its_byte(int bytes)
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using TcpClient tcp = await RequestAsync(provider, "get_vod_streams");
        provider.Faults.Add(Fault.Reset(bytes));

        (byte[] received, SocketException? error) = await DrainAsync(tcp);

        int head = received.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
        Assert.Equal(Rendering.Render(provider.Catalog.Movies)[..bytes], received[head..]);
        Assert.Equal(SocketError.ConnectionReset, error?.SocketErrorCode);
        FakeRequest request = Assert.Single(provider.Requests);
        Assert.Equal((FakeRequestOutcome.CutShort, bytes), (request.Outcome, request.BytesSent));
    }

    [Fact]
    public async Task A_reset_at_zero_comes_in_place_of_an_answer()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using TcpClient tcp = await RequestAsync(provider, null);
        provider.Faults.Add(Fault.Reset(0));

        (byte[] received, SocketException? error) = await DrainAsync(tcp);

        Assert.Empty(received);
        Assert.Equal(SocketError.ConnectionReset, error?.SocketErrorCode);
        Assert.Equal(0, Assert.Single(provider.Requests).Status);
    }

    [Fact]
    public async Task A_client_library_sees_a_reset_as_a_failed_read()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using ProviderClient client = new(provider);
        provider.Faults.Add(Fault.Reset(1_000));

        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync("get_vod_streams"));

        Assert.True(error is HttpRequestException or IOException, error.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public async Task A_stalled_body_stops_at_its_byte_until_the_client_goes(int bytes)
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        ProviderClient client = new(provider);
        provider.Faults.Add(Fault.Stall(bytes));

        HttpResponseMessage response = await client.SendAsync("get_vod_streams");
        FakeRequest stalled = await provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Stalled);
        byte[] received = new byte[bytes];
        Stream stream = await response.Content.ReadAsStreamAsync();
        await stream.ReadExactlyAsync(received);
        Task<int> next = stream.ReadAsync(new byte[1]).AsTask();

        Assert.Equal(bytes, stalled.BytesSent);
        Assert.Null(stalled.EndedAt);
        Assert.Equal(Rendering.Render(provider.Catalog.Movies)[..bytes], received);
        Assert.False(next.IsCompleted);

        response.Dispose();
        client.Dispose();
        FakeRequest ended = await provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Aborted);
        Assert.NotNull(ended.EndedAt);

        // How a pending read ends is the client's affair; not with a byte.
        Assert.True(await Record.ExceptionAsync(() => next) is not null || await next == 0);
    }

    [Fact]
    public async Task A_delay_holds_back_the_headers_by_the_clock()
    {
        FakeTimeProvider time = new();
        await using FakeProvider provider = await FakeProvider.StartAsync(new FakeProviderOptions { TimeProvider = time });
        using ProviderClient client = new(provider);
        provider.Faults.Add(Fault.Delay(TimeSpan.FromMinutes(3)));

        Task<HttpResponseMessage> response = client.SendAsync("get_series");
        FakeRequest held = await provider.WaitForRequestAsync(request => request.Sequence == 1);
        Assert.Equal((FakeRequestOutcome.Running, 0), (held.Outcome, held.Status));
        Assert.False(response.IsCompleted);
        while (!response.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        Assert.Equal(Rendering.Render(provider.Catalog.Series), await ProviderClient.ReadAsync(await response));
        FakeRequest request = Assert.Single(provider.Requests);
        Assert.True(request.EndedAt - request.StartedAt >= TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task A_body_fault_is_sent_as_it_is()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using ProviderClient client = new(provider);
        byte[] content = [0xEF, 0xBB, 0xBF, 0x00, 0xFF];
        provider.Faults.Add(Fault.Body(content, "image/png"));
        provider.Faults.Add(Fault.Body(string.Empty));

        using HttpResponseMessage response = await client.SendAsync("get_series");
        Assert.Equal("image/png", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(content, await ProviderClient.ReadAsync(response));
        Assert.Empty(await client.GetAsync("get_series"));
    }

    [Fact]
    public async Task A_fault_meets_wrong_credentials_as_well_but_no_other_path()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using HttpClient http = new() { BaseAddress = provider.BaseAddress };
        provider.Faults.Add(Fault.Status(503));

        using HttpResponseMessage elsewhere = await http.GetAsync(new Uri("favicon.ico", UriKind.Relative));
        using HttpResponseMessage stranger = await http.GetAsync(new Uri("player_api.php", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, stranger.StatusCode);
    }

    private static async Task<int> StatusAsync(ProviderClient client, string? action)
    {
        using HttpResponseMessage response = await client.SendAsync(action);
        return (int)response.StatusCode;
    }

    /// <summary>Connects, and sends all of a request but its last line: the fault can still be added.</summary>
    private static async Task<TcpClient> RequestAsync(FakeProvider provider, string? action)
    {
        TcpClient tcp = new();
        await tcp.ConnectAsync(IPAddress.Loopback, provider.BaseAddress.Port);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /player_api.php?{ProviderClient.Credentials(provider)}&action={action} HTTP/1.1\r\nHost: 127.0.0.1\r\n"));
        return tcp;
    }

    private static async Task<(byte[] Received, SocketException? Error)> DrainAsync(TcpClient tcp)
    {
        await tcp.GetStream().WriteAsync("\r\n"u8.ToArray());
        using MemoryStream received = new();
        byte[] buffer = new byte[8_192];
        try
        {
            int count;
            while ((count = await tcp.Client.ReceiveAsync(buffer)) > 0)
            {
                received.Write(buffer, 0, count);
            }

            return (received.ToArray(), null);
        }
        catch (SocketException e)
        {
            return (received.ToArray(), e);
        }
    }
}
