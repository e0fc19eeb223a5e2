using DataflowSync.Testing.Http;
using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Testing.Tests;

public sealed class RequestLogTests
{
    [Fact]
    public async Task Every_request_is_in_the_log_with_what_it_asked_and_got()
    {
        FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using FakeProvider provider = await FakeProvider.StartAsync(new FakeProviderOptions { TimeProvider = time });
        using ProviderClient client = new(provider);
        Fault fault = Fault.Status(503) with { Target = "series" };
        provider.Faults.Add(fault);

        await client.GetAsync(null);
        time.Advance(TimeSpan.FromSeconds(9));
        byte[] body = await client.GetAsync("get_vod_streams", "&category_id=10002", r => r.Headers.UserAgent.ParseAdd("Player/1.0"));
        await client.GetAsync("get_series");

        IReadOnlyList<FakeRequest> log = provider.Requests;
        Assert.Equal([1, 2, 3], log.Select(request => request.Sequence));
        Assert.Equal([null, "get_vod_streams", "get_series"], log.Select(request => request.Action));
        Assert.Equal([200, 200, 503], log.Select(request => request.Status));
        Assert.Equal([null, null, fault], log.Select(request => request.Fault));
        Assert.All(log, request => Assert.Equal(FakeRequestOutcome.Completed, request.Outcome));
        Assert.All(log, request => Assert.Equal("/player_api.php", request.Path));
        Assert.Equal(string.Empty, log[0].UserAgent);
        Assert.Equal("Player/1.0", log[1].UserAgent);
        Assert.Equal("10002", log[1].Parameters["category_id"]);
        Assert.Equal(body.Length, log[1].BytesSent);
        Assert.Equal(TimeSpan.FromSeconds(9), log[1].StartedAt - log[0].EndedAt);
        Assert.Equal(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero), log[0].StartedAt);
    }

    [Fact]
    public async Task An_entry_does_not_print_the_credentials()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using ProviderClient client = new(provider);
        await client.GetAsync(null);

        string text = Assert.Single(provider.Requests).ToString();

        Assert.DoesNotContain(provider.Username, text, StringComparison.Ordinal);
        Assert.DoesNotContain(provider.Password, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_goes_in_the_middle_of_a_body_is_an_aborted_request()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync(new FakeProviderOptions { Movies = 100_000 });
        using (ProviderClient client = new(provider))
        {
            using HttpResponseMessage response = await client.SendAsync("get_vod_streams");
        }

        FakeRequest request = await provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Aborted);

        Assert.Equal(200, request.Status);
        Assert.NotNull(request.EndedAt);
    }

    [Fact]
    public async Task Waiting_for_a_request_can_be_given_up()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using CancellationTokenSource cancellation = new();

        Task<FakeRequest> waiting = provider.WaitForRequestAsync(_ => true, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public void A_full_log_forgets_the_oldest_and_still_updates_the_rest()
    {
        RequestLog log = new();
        FakeRequest first = log.Add(Request());
        for (int i = 0; i < RequestLog.Capacity; i++)
        {
            log.Add(Request());
        }

        log.Update(first with { Status = 500 });
        log.Update(log.Snapshot()[0] with { Status = 501 });

        IReadOnlyList<FakeRequest> entries = log.Snapshot();
        Assert.Equal(RequestLog.Capacity, entries.Count);
        Assert.Equal((2, 501), (entries[0].Sequence, entries[0].Status));
        Assert.DoesNotContain(entries, entry => entry.Status == 500);
    }

    private static FakeRequest Request() => new()
    {
        Sequence = 0,
        Path = "/player_api.php",
        Action = null,
        Parameters = new Dictionary<string, string>(),
        UserAgent = string.Empty,
        StartedAt = DateTimeOffset.UnixEpoch,
    };
}
