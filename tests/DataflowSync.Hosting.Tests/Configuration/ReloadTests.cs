using DataflowSync.Hosting.Tests.Setup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DataflowSync.Hosting.Tests.Configuration;

public sealed class ReloadTests
{
    [Fact]
    public async Task A_profile_that_comes_into_the_configuration_is_known_and_one_that_goes_is_not()
    {
        await using var fixture = await HostFixture.StartAsync();
        var host = await fixture.StartHostAsync();

        Change(host, ("Profiles:away:Url", $"{fixture.Provider.BaseAddress}get.php?username={fixture.Provider.Username}&password={fixture.Provider.Password}"), ("Profiles:away:Kinds:0", "channels"));

        Assert.Equal(SyncStatus.Completed, (await Sync(host).RunAsync("away").WaitAsync(World.LongEnough)).Status);
    }

    [Fact]
    public async Task A_new_password_is_used_by_the_next_run()
    {
        await using var fixture = await HostFixture.StartAsync();
        var host = await fixture.StartHostAsync(settings: fixture.Settings(("Profiles:home:Password", "wrong-one"), ("Profiles:home:Kinds:0", "channels")));
        Assert.Equal(SyncErrorCode.AuthRejected, (await Sync(host).RunAsync("home").WaitAsync(World.LongEnough)).Error?.Code);

        Change(host, ("Profiles:home:Password", fixture.Provider.Password));

        Assert.Equal(SyncStatus.Completed, (await Sync(host).RunAsync("home").WaitAsync(World.LongEnough)).Status);
    }

    [Theory]
    [InlineData("Profiles:home:Schedule:Cron", "often")]
    [InlineData("Profiles:home:Schedule:Interval", "pass-93be42")]
    public async Task A_change_that_is_not_valid_is_told_and_not_followed(string key, string value)
    {
        await using var fixture = await HostFixture.StartAsync();
        var host = await fixture.StartHostAsync();

        Change(host, (key, value), ("Profiles:home:Url", "http://localhost:1"));

        Assert.Contains(fixture.Log.Lines, line => line.Id.Id == 200);
        Assert.DoesNotContain(fixture.Log.Lines, line => line.Text.Contains(fixture.Provider.Password, StringComparison.Ordinal));
        Assert.Equal(SyncStatus.Completed, (await Sync(host).RunAsync("home").WaitAsync(World.LongEnough)).Status);
    }

    private static void Change(IHost host, params IEnumerable<(string Key, string Value)> settings)
    {
        var configuration = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();
        foreach (var (key, value) in settings)
        {
            configuration[$"DataflowSync:{key}"] = value;
        }

        configuration.Reload();
    }

    private static ICatalogSync Sync(IHost host) => host.Services.GetRequiredService<ICatalogSync>();
}
