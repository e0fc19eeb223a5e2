using System.Net.Sockets;
using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Testing;
using DataflowSync.Xtream;

namespace DataflowSync.EndToEnd.Tests.Faults;

/// <summary>What happens to a whole panel, and not to one answer of it.</summary>
public sealed class PanelStateTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task A_panel_that_goes_down_in_the_middle_of_a_run_fails_what_was_left_and_touches_nothing_of_it()
    {
        await using var fixture = await FrontFixture.StartAsync();
        await fixture.SyncAndChangeAsync();
        var before = await fixture.ExportAllAsync();
        fixture.Front.OnRequest = action => RefuseAfter(fixture.Front, action, "get_vod_categories");

        var report = await fixture.SyncAsync();

        Assert.Equal(SyncStatus.Partial, report.Status);
        Assert.All(report.Steps.Take(3), step => Assert.Equal(StepStatus.Completed, step.Status));
        Assert.All(report.Steps.Skip(3), step => Assert.Equal((StepStatus.Failed, SyncErrorCode.Network, 4), (step.Status, step.Error?.Code, step.Attempts)));
        var after = await fixture.ExportAllAsync();
        Documents.AssertEqual("movies", before["movies"], after["movies"]);
        Documents.AssertEqual("series", before["series"], after["series"]);
        await fixture.AssertEqualsProviderAsync("channels");

        fixture.Front.OnRequest = _ => { };
        fixture.Front.Listen();
        await fixture.AssertNextRunIsFineAsync();
    }

    [Fact]
    public async Task A_panel_that_restarts_refuses_then_knows_nobody_and_then_is_fine_again()
    {
        await using var fixture = await FrontFixture.StartAsync(engine => engine.RetryDelay = TimeSpan.FromSeconds(1), time: _clock);
        await fixture.SyncAndChangeAsync();
        var before = await fixture.ExportAllAsync();
        fixture.Front.Refuse();

        var run = fixture.SyncAsync();
        var wait = await _clock.NextWaitAsync();
        Assert.InRange(wait, TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(1));
        fixture.Front.Break(Front.AccountCheck, Harms.Status(404));
        fixture.Front.Listen();
        _clock.Advance(wait);

        Assert.Equal((SyncStatus.Failed, SyncErrorCode.AuthRejected, 404), ((await run).Status, (await run).Error?.Code, (await run).Error?.HttpStatus));
        Assert.EndsWith("(2 attempts)", Assert.Single((await run).Errors), StringComparison.Ordinal);
        Documents.AssertEqual(before, await fixture.ExportAllAsync());
        await fixture.AssertNextRunIsFineAsync();
    }

    [Fact]
    public async Task An_account_that_expires_between_two_steps_ends_the_run_and_keeps_what_was_published()
    {
        await using var fixture = await FrontFixture.StartAsync();
        await fixture.SyncAndChangeAsync();
        var before = await fixture.ExportAllAsync();
        fixture.Front.OnRequest = action => fixture.Account.Status = action == "get_vod_streams" ? FakeAccountStatus.Expired : fixture.Account.Status;

        var report = await fixture.SyncAsync();

        Assert.Equal((SyncStatus.Failed, SyncErrorCode.AccountInactive), (report.Status, report.Error?.Code));
        Assert.Equal("Completed Completed Completed Failed Skipped Skipped", string.Join(' ', report.Steps.Select(step => step.Status)));
        await fixture.AssertEqualsProviderAsync("channels");
        var after = await fixture.ExportAllAsync();
        Documents.AssertEqual("movies", before["movies"], after["movies"]);
        Documents.AssertEqual("series", before["series"], after["series"]);

        (fixture.Front.OnRequest, fixture.Account.Status) = (_ => { }, FakeAccountStatus.Active);
        await fixture.AssertNextRunIsFineAsync();
    }

    [Fact]
    public async Task A_port_where_nobody_listens_fails_the_run()
    {
        await using var fixture = await FrontFixture.StartAsync();
        await fixture.SyncAndChangeAsync();
        fixture.Front.Refuse();

        await AssertUnreachableAsync(fixture, fixture.Sync, "the connection to the provider failed");

        fixture.Front.Listen();
        await fixture.AssertNextRunIsFineAsync();
    }

    [Fact]
    public async Task A_panel_without_TLS_behind_an_https_address_fails_the_run()
    {
        await using var fixture = await FrontFixture.StartAsync();
        await fixture.SyncAndChangeAsync();

        var account = fixture.AccountAt($"https://127.0.0.1:{fixture.Front.Port}");
        var sync = fixture.Build(builder => builder.AddXtream(FrontFixture.Profile, account, fixture.Options));

        await AssertUnreachableAsync(fixture, sync, "the TLS handshake with the provider failed");
        await fixture.AssertNextRunIsFineAsync();
    }

    [Fact]
    public async Task A_host_name_that_nobody_knows_fails_the_run()
    {
        await using var fixture = await FrontFixture.StartAsync();
        await fixture.SyncAndChangeAsync();
        using var clients = new NamelessClients();
        using var source = new XtreamSource(fixture.AccountAt("http://panel.example.test"), fixture.Options, clients);
        var sync = fixture.Build(builder => builder.AddProfile(FrontFixture.Profile, source));

        await AssertUnreachableAsync(fixture, sync, "the provider's host name is not known");
        await fixture.AssertNextRunIsFineAsync();
    }

    private static async Task AssertUnreachableAsync(FrontFixture fixture, SyncEngine sync, string message)
    {
        var before = await fixture.ExportAllAsync();

        var report = await sync.RunAsync(FrontFixture.Profile).WaitAsync(SyncFixture.LongEnough);

        Assert.Equal((SyncStatus.Failed, SyncErrorCode.Network, message), (report.Status, report.Error?.Code, report.Error?.Message));
        Assert.EndsWith("(4 attempts)", Assert.Single(report.Errors), StringComparison.Ordinal);
        Assert.All(report.Steps, step => Assert.Equal(StepStatus.Skipped, step.Status));
        Documents.AssertEqual(before, await fixture.ExportAllAsync());
    }

    private static void RefuseAfter(Front front, string action, string last)
    {
        if (action == last)
        {
            front.Refuse();
        }
    }

    /// <summary>Connections that end where names are looked up. No name leaves the machine.</summary>
    private sealed class NamelessClients : IHttpClientFactory, IDisposable
    {
        private readonly SocketsHttpHandler _handler = new() { ConnectCallback = (_, _) => throw new SocketException((int)SocketError.HostNotFound) };

        public HttpClient CreateClient(string name) => new(_handler, disposeHandler: false);

        public void Dispose() => _handler.Dispose();
    }
}
