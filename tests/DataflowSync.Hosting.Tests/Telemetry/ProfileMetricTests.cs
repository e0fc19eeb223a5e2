using DataflowSync.Hosting.Runs;
using DataflowSync.Hosting.Tests.Setup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DataflowSync.Hosting.Tests.Telemetry;

/// <summary>Which profiles of a host the metric <c>dataflowsync.profiles</c> counts.</summary>
public sealed class ProfileMetricTests
{
    [Fact]
    public async Task All_profiles_count_from_the_start_with_the_history_they_had()
    {
        await using var fixture = await HostFixture.StartAsync();
        var first = await fixture.StartHostAsync();
        await first.Services.GetRequiredService<ICatalogSync>().RunAsync("home").WaitAsync(World.LongEnough);
        await first.StopAsync();

        var host = await fixture.StartHostAsync(settings: fixture.Settings(
            ("Profiles:away:Url", $"{fixture.Provider.BaseAddress}"), ("Profiles:away:Username", "someone"), ("Profiles:away:Password", "else")));

        await AssertCountedAsync(host, "Completed", "Never");
        Assert.Equal(6, Engine(host).Gauges.Profiles.Sum(profile => profile.Successes.Count));
    }

    [Fact]
    public async Task A_profile_counts_as_soon_as_it_is_added_and_no_more_once_it_is_removed()
    {
        await using var fixture = await HostFixture.StartAsync();
        var host = await fixture.StartHostAsync(sync => sync.AddProfilesFrom<ProfileRegistry>());
        await AssertCountedAsync(host, "Never");

        var registry = host.Services.GetRequiredService<ProfileRegistry>();
        registry.Set(new SyncProfile("away", $"{fixture.Provider.BaseAddress}"));
        await AssertCountedAsync(host, "Never", "Never");

        await host.Services.GetRequiredService<ICatalogSync>().RunAsync("home").WaitAsync(World.LongEnough);
        await AssertCountedAsync(host, "Completed", "Never");

        registry.Remove("away");
        await AssertCountedAsync(host, "Completed");
    }

    private static SyncEngine Engine(IHost host) => host.Services.GetRequiredService<HostedSync>().Engine;

    /// <summary>Waits until they do: the host reads them while it goes on.</summary>
    private static async Task AssertCountedAsync(IHost host, params string[] states)
    {
        using var giveUp = new CancellationTokenSource(World.LongEnough);
        while (!Engine(host).Gauges.Profiles.Select(profile => profile.State).Order(StringComparer.Ordinal).SequenceEqual(states))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, giveUp.Token);
        }
    }
}
