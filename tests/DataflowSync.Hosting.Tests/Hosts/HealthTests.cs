using System.Text.Json;
using DataflowSync.Hosting.Tests.Setup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Hosting.Tests.Hosts;

public sealed class HealthTests
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);

    [Fact]
    public async Task A_fresh_catalog_is_healthy_until_it_is_too_old_and_the_data_tell_of_it_without_secrets()
    {
        await using var fixture = await HostFixture.StartAsync();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero));
        var host = Build(fixture, time);
        Assert.Equal(SyncStatus.Completed, (await host.Services.GetRequiredService<ICatalogSync>().RunAsync("home").WaitAsync(World.LongEnough)).Status);

        time.Advance(MaxAge);
        var healthy = await CheckAsync(host);
        Assert.Equal(HealthStatus.Healthy, healthy.Status);
        var data = JsonSerializer.Serialize(healthy.Data);
        Assert.Contains("\"movies\":\"2026-05-06T07:08:09+00:00\"", data, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", data, StringComparison.Ordinal);

        time.Advance(TimeSpan.FromSeconds(1));
        var stale = await CheckAsync(host);
        Assert.Equal((HealthStatus.Unhealthy, "home was not synced for too long"), (stale.Status, stale.Description));
    }

    [Fact]
    public async Task A_profile_that_was_never_synced_is_stale_so_long_after_it_became_known()
    {
        await using var fixture = await HostFixture.StartAsync();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero));
        var host = Build(fixture, time, settings: fixture.Settings(("Profiles:home:Password", "wrong-one")));
        await host.StartAsync();
        var scheduler = host.Services.GetRequiredService<ISyncScheduler>();
        await Task.Run(async () =>
        {
            while (scheduler.GetSchedule("home").All(row => row.Failures == 0))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
            }
        }).WaitAsync(World.LongEnough);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);

        time.Advance(MaxAge + TimeSpan.FromSeconds(1));

        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(host)).Status);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_profile_without_a_schedule_is_nobodys_duty()
    {
        await using var fixture = await HostFixture.StartAsync();
        var host = fixture.Build(sync => sync.Services.AddHealthChecks().AddDataflowSync(TimeSpan.FromTicks(1)));

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
    }

    [Fact]
    public async Task A_list_that_was_held_back_is_degraded()
    {
        await using var fixture = await HostFixture.StartAsync();
        var host = Build(fixture, TimeProvider.System);
        var sync = host.Services.GetRequiredService<ICatalogSync>();
        await sync.RunAsync("home").WaitAsync(World.LongEnough);
        fixture.Provider.Catalog.Movies.Remove(100);
        Assert.Equal(SyncStatus.Partial, (await sync.RunAsync("home").WaitAsync(World.LongEnough)).Status);

        var result = await CheckAsync(host);

        Assert.Equal((HealthStatus.Degraded, "home: movies held back"), (result.Status, result.Description));
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_written_is_unhealthy()
    {
        await using var fixture = await HostFixture.StartAsync();
        await File.WriteAllTextAsync(fixture.Data, "a file where the directory should be");
        var host = Build(fixture, TimeProvider.System);

        var result = await CheckAsync(host);

        Assert.Equal((HealthStatus.Unhealthy, "the data directory cannot be written (IOException)"), (result.Status, result.Description));
    }

    [Fact]
    public async Task The_check_leaves_nothing_in_the_data_directory()
    {
        await using var fixture = await HostFixture.StartAsync();
        var host = Build(fixture, TimeProvider.System);

        await CheckAsync(host);

        Assert.Empty(Directory.GetFileSystemEntries(fixture.Data));
    }

    private static IHost Build(HostFixture fixture, TimeProvider time, IEnumerable<KeyValuePair<string, string?>>? settings = null) => fixture.Build(
        sync =>
        {
            sync.AddSchedule("home", TimeSpan.FromHours(6)).Services.AddSingleton(time);
            sync.Services.AddHealthChecks().AddDataflowSync(MaxAge);
        },
        settings);

    private static async Task<HealthReportEntry> CheckAsync(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries[DataflowSyncHealthChecksBuilderExtensions.DefaultName];
}
