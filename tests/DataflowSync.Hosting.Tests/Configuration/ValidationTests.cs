using DataflowSync.Hosting.Tests.Setup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DataflowSync.Hosting.Tests.Configuration;

public sealed class ValidationTests
{
    [Theory]
    [InlineData("DataDirectory", "", "DataDirectory")]
    [InlineData("Engine:BatchSize", "0", "Engine:BatchSize")]
    [InlineData("Engine:IdleTimeout", "00:00:00", "Engine:IdleTimeout")]
    [InlineData("Xtream:MaxRedirects", "51", "Xtream:MaxRedirects")]
    [InlineData("Scheduler:MaxParallelRuns", "65", "Scheduler:MaxParallelRuns")]
    [InlineData("Scheduler:MaxFailureDelay", "00:00:01", "Scheduler:MaxFailureDelay")]
    [InlineData("Profiles:home:Url", "", "Profiles:home:Url")]
    [InlineData("Profiles:home:Url", "ftp://host", "Profiles:home:")]
    [InlineData("Profiles:home:Username", null, "user name")]
    [InlineData("Profiles:home:Password", null, "password")]
    [InlineData("Profiles:home:UserAgent", "a\nb", "User-Agent")]
    [InlineData("Profiles:home:Kinds:0", "radio", "Kinds")]
    [InlineData("Profiles:home:Categories:radio:0", "1", "Kinds and Categories")]
    [InlineData("Profiles:home:Schedule:Interval", "00:00:59", "Profiles:home:Schedule:Interval")]
    [InlineData("Engine:BatchSize", "many", "Engine:BatchSize: the value is not a Int32.")]
    [InlineData("Engine:MaxBodyBytes", "many", "Engine:MaxBodyBytes: the value is not a Int64.")]
    [InlineData("Scheduler:Enabled", "pass-93be42", "Scheduler:Enabled: the value is not a Boolean.")]
    [InlineData("Profiles:home:Schedule:Interval", "pass-93be42", "Profiles:home:Schedule:Interval: the value is not a TimeSpan.")]
    [InlineData("Profiles:home:Schedule:Cron", "often", "Profiles:home:Schedule:Cron")]
    [InlineData("Profiles:home:Schedule:TimeZone", "Europe/Nowhere", "Profiles:home:Schedule:TimeZone")]
    [InlineData("Profiles:home:Schedule:QuietHours:0", "late", "Profiles:home:Schedule:QuietHours")]
    [InlineData("Profiles:no name:Url", "http://host", "Profiles: A profile name")]
    public async Task What_is_wrong_in_the_configuration_keeps_the_host_from_starting_and_is_told_by_its_name(string key, string? value, string told)
    {
        await using var fixture = await HostFixture.StartAsync();
        var host = fixture.Build(settings: fixture.Settings((key, value)));

        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(told, Assert.Single(thrown.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Provider.Password, thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        await using var fixture = await HostFixture.StartAsync();
        var host = fixture.Build(settings: fixture.Settings(("Engine:BatchSize", "0"), ("Scheduler:MaxParallelRuns", "0"), ("Profiles:home:Password", null)));

        Assert.Equal(3, (await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync())).Failures.Count());
    }

    [Fact]
    public async Task With_credentials_of_its_own_an_application_needs_none_in_the_configuration()
    {
        await using var fixture = await HostFixture.StartAsync();
        var host = fixture.Build(sync => sync.UseCredentials<Vault>(), fixture.Settings(("Profiles:home:Username", null), ("Profiles:home:Password", null)));

        await host.StartAsync();
    }

    [Fact]
    public void A_schedule_for_a_profile_that_nobody_added_is_told()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddDataflowSync().AddXtream().UseLiteDb().AddSchedule("hom", TimeSpan.FromHours(6));
        using var host = builder.Build();

        Assert.Contains("hom", Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<IOptions<DataflowSyncOptions>>().Value).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_host_a_guard_record_is_ten_minutes_old_before_it_can_be_confirmed() =>
        Assert.Equal(TimeSpan.FromMinutes(10), new DataflowSyncOptions().Engine.GuardMinimumAge);
}
