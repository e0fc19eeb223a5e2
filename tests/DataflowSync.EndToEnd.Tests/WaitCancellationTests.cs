using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.LiteDb;
using DataflowSync.Testing;
using DataflowSync.Xtream;

namespace DataflowSync.EndToEnd.Tests;

/// <summary>A run that only waits can be cancelled while it does: for a connection, for its turn to ask, for another try.</summary>
public sealed class WaitCancellationTests : IDisposable
{
    private const string SynSent = "02";
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("dataflowsync-e2e-");
    private readonly ManualClock _clock = new();

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task For_a_connection_that_nobody_accepts()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // Elsewhere a full queue refuses instead of keeping silent.
        }

        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        using var first = new TcpClient();
        await first.ConnectAsync((IPEndPoint)listener.LocalEndPoint!); // The queue is full now.
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        using var source = XtreamSource.Create(new XtreamAccount($"http://127.0.0.1:{port}", "u", "p"));

        var report = await CancelAsync(source, ConnectingAsync(port));

        AssertNothingBegan(report);
    }

    [Fact]
    public async Task For_a_handshake_that_nobody_answers()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var source = XtreamSource.Create(new XtreamAccount($"https://{listener.LocalEndpoint}", "u", "p"));

        var report = await CancelAsync(source, GreetedAsync());

        AssertNothingBegan(report);

        async Task GreetedAsync()
        {
            using var client = await listener.AcceptTcpClientAsync();
            await client.GetStream().ReadAtLeastAsync(new byte[1], 1);
        }
    }

    [Fact]
    public async Task For_the_time_between_two_requests()
    {
        await using var provider = await FakeProvider.StartAsync(new FakeProviderOptions { Channels = 10, Movies = 10, Series = 10 });
        using var source = XtreamSource.Create(
            new XtreamAccount($"{provider.BaseAddress}", provider.Username, provider.Password),
            new XtreamOptions { RequestInterval = TimeSpan.FromMinutes(1) },
            _clock);

        var report = await CancelAsync(source, _clock.NextWaitAsync());

        Assert.Equal("Cancelled Skipped Skipped Skipped Skipped Skipped", string.Join(' ', report.Steps.Select(step => step.Status)));
        Assert.Single(provider.Requests);
    }

    [Fact]
    public async Task For_another_try_at_the_account_check()
    {
        await using var provider = await FakeProvider.StartAsync(new FakeProviderOptions { Channels = 10, Movies = 10, Series = 10 });
        provider.Faults.Add(Fault.Status(503) with { Target = Fault.AccountCheck, Times = null });
        using var source = XtreamSource.Create(
            new XtreamAccount($"{provider.BaseAddress}", provider.Username, provider.Password),
            new XtreamOptions { RequestInterval = TimeSpan.Zero },
            _clock);

        var report = await CancelAsync(source, _clock.NextWaitAsync());

        AssertNothingBegan(report);
        Assert.Single(provider.Requests);
    }

    private static void AssertNothingBegan(SyncReport report)
    {
        Assert.All(report.Steps, step => Assert.Equal(StepStatus.Skipped, step.Status));
        Assert.Equal(0, report.Progress);
    }

    /// <summary>Waits until the system asks for a connection to a port and has no answer.</summary>
    private static async Task ConnectingAsync(int port)
    {
        var remote = $"0100007F:{port.ToString("X4", CultureInfo.InvariantCulture)} {SynSent}";
        while (!$"{await File.ReadAllTextAsync("/proc/net/tcp")}{await File.ReadAllTextAsync("/proc/net/tcp6")}".Contains(remote, StringComparison.Ordinal))
        {
            await Task.Delay(Poll, TimeProvider.System);
        }
    }

    /// <summary>Cancels a run by its token when it waits; what it waits for never comes.</summary>
    private async Task<SyncReport> CancelAsync(XtreamSource source, Task waits)
    {
        var store = new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = _data.FullName });
        var engine = new SyncEngineBuilder().UseStore(store).UseTimeProvider(_clock).AddProfile(SyncFixture.Profile, source).Build();
        using var cancel = new CancellationTokenSource();
        var run = engine.RunAsync(SyncFixture.Profile, cancellationToken: cancel.Token);
        await waits.WaitAsync(SyncFixture.LongEnough);
        Assert.False(run.IsCompleted);

        await cancel.CancelAsync();

        var report = (await Assert.ThrowsAsync<SyncCanceledException>(() => run.WaitAsync(SyncFixture.LongEnough))).Report;
        Assert.Equal((SyncStatus.Cancelled, SyncErrorCode.Cancelled), (report.Status, report.Error!.Code));
        Assert.Equal(report.RunId, (await engine.GetStatusAsync(SyncFixture.Profile)).Reports[0].RunId);
        return report;
    }
}
