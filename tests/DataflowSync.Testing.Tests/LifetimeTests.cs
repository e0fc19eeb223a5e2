using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Testing.Tests;

public sealed class LifetimeTests
{
    [Fact]
    public async Task A_provider_listens_on_loopback_at_a_free_port_and_lets_its_credentials_in()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();

        Assert.Equal("127.0.0.1", provider.BaseAddress.Host);
        Assert.Equal($"http://127.0.0.1:{provider.BaseAddress.Port}/", provider.BaseAddress.ToString());
        Assert.True(provider.BaseAddress.Port > 0);
        Assert.Equal(("fake-user", "fake-password"), (provider.Username, provider.Password));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_io_exception()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();

        await Assert.ThrowsAnyAsync<IOException>(() => FakeProvider.StartAsync(new FakeProviderOptions { Port = provider.BaseAddress.Port }));
    }

    [Fact]
    public async Task A_port_is_free_again_after_disposing()
    {
        FakeProvider first = await FakeProvider.StartAsync();
        int port = first.BaseAddress.Port;
        await first.DisposeAsync();

        await using FakeProvider second = await FakeProvider.StartAsync(new FakeProviderOptions { Port = port });

        Assert.Equal(port, second.BaseAddress.Port);
    }

    [Fact]
    public async Task Disposing_ends_stalls_delays_and_running_bodies()
    {
        // A clock that stands still: nothing here ends by itself.
        FakeProvider provider = await FakeProvider.StartAsync(new FakeProviderOptions { Movies = 100_000, TimeProvider = new FakeTimeProvider() });
        using ProviderClient client = new(provider);
        provider.Faults.Add(Fault.Stall(10) with { Target = "series" });
        provider.Faults.Add(Fault.Delay(TimeSpan.FromDays(1)) with { Target = "channels" });

        using HttpResponseMessage unread = await client.SendAsync("get_vod_streams");
        Task<byte[]> stalled = client.GetAsync("get_series");
        Task<byte[]> delayed = client.GetAsync("get_live_streams");
        await provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Stalled);
        await provider.WaitForRequestAsync(request => request.Action == "get_live_streams");
        await provider.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => stalled);
        await Assert.ThrowsAnyAsync<Exception>(() => delayed);
        await Assert.ThrowsAnyAsync<Exception>(() => ProviderClient.ReadAsync(unread));
        Assert.All(provider.Requests, request => Assert.Equal(FakeRequestOutcome.Aborted, request.Outcome));
    }

    [Fact]
    public async Task Disposing_twice_is_disposing_once()
    {
        FakeProvider provider = await FakeProvider.StartAsync();

        await provider.DisposeAsync();
        await provider.DisposeAsync();
    }

    public static TheoryData<Action<FakeProviderOptions>> BadOptions() =>
    [
        o => o.Port = 65_536,
        o => o.Movies = -1,
        o => o.Channels = FakeProviderOptions.MaxItems + 1,
        o => o.SeriesCategories = FakeProviderOptions.MaxCategories + 1,
        o => o.RepeatPerCategory = 1.1,
        o => o.RepeatPerCategory = double.NaN,
        o => o.BytesPerSecond = 0,
        o => o.Ids = (FakeIdOrder)7,
        o => o.Username = string.Empty,
        o => o.Password = null!,
        o => o.TimeProvider = null!,
    ];

    [Theory]
    [MemberData(nameof(BadOptions))]
    public async Task Options_out_of_range_are_refused(Action<FakeProviderOptions> change)
    {
        FakeProviderOptions options = new();
        change(options);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => FakeProvider.StartAsync(options));
    }

    [Fact]
    public async Task A_cancelled_start_is_cancelled()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FakeProvider.StartAsync(cancellationToken: new CancellationToken(true)));
    }
}
