using DataflowSync.EndToEnd.Tests.Secrets;
using DataflowSync.Hosting.Tests.Setup;
using DataflowSync.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DataflowSync.Hosting.Tests.Hosts;

/// <summary>User name and password are where the application put them, and nowhere else.</summary>
public sealed class SecretTests
{
    [Fact]
    public async Task No_log_no_file_no_text_and_no_health_data_hold_credentials()
    {
        await using var fixture = await HostFixture.StartAsync();
        fixture.Provider.Faults.Add(Fault.Status(503) with { Target = "movies", Times = null });
        var failed = new TaskCompletionSource<SyncReport>();
        var link = $"{fixture.Provider.BaseAddress}get.php?username={fixture.Provider.Username}&password={fixture.Provider.Password}&type=m3u_plus";
        var host = fixture.Build(
            sync =>
            {
                sync.OnCompleted((_, report, _) =>
                {
                    failed.TrySetResult(report);
                    return default;
                });
                sync.Services.AddHealthChecks().AddDataflowSync(TimeSpan.FromHours(1));
                sync.Services.Configure<DataflowSyncOptions>(options => options.Engine.RetryDelay = TimeSpan.Zero);
                sync.AddSchedule("home", TimeSpan.FromHours(6));
            },
            fixture.Settings(("Profiles:home:Url", link), ("Profiles:home:Username", null), ("Profiles:home:Password", null)));
        await host.StartAsync();
        var report = await failed.Task.WaitAsync(World.LongEnough);
        var health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        await host.StopAsync();

        var search = new SecretSearch(fixture.Provider.Username, fixture.Provider.Password);
        var options = host.Services.GetRequiredService<IOptions<DataflowSyncOptions>>().Value;
        var profile = new SyncProfile("home", link);
        var account = await host.Services.GetRequiredService<XtreamProfiles>().FindAccountAsync("home");
        string?[] texts =
        [
            .. fixture.Log.Lines.Select(line => line.Text),
            report.ToString(),
            string.Join('\n', report.Errors),
            System.Text.Json.JsonSerializer.Serialize(health.Entries.Values.Select(entry => new { entry.Description, entry.Data })),
            System.Text.Json.JsonSerializer.Serialize(options),
            $"{options.Profiles["home"]} {profile} {account} {new ProfileCredentials(fixture.Provider.Username, fixture.Provider.Password)}",
            System.Text.Json.JsonSerializer.Serialize(profile),
        ];
        Assert.Equal(SyncStatus.Partial, report.Status);
        Assert.All(texts, text => Assert.Empty(search.In(text)));
        Assert.True(search.AssertNoneInFiles(fixture.Data) > 5);
        Assert.True(File.Exists(Path.Combine(fixture.Data, "scheduler.json")));
    }
}
