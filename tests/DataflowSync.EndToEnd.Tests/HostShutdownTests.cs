using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DataflowSync.EndToEnd.Tests;

/// <summary>A service that runs syncs with its stopping token ends with its host, and knows how the run ended.</summary>
public sealed class HostShutdownTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sync_of_a_host_that_is_stopped_ends_as_cancelled_with_its_report(bool isTaken)
    {
        await using var fixture = await SyncFixture.StartAsync();
        await fixture.SyncAsync();
        var before = await fixture.ExportAllAsync();
        fixture.Catalog.Channels.Change(10);
        fixture.Catalog.Movies.Change(40);
        fixture.Fail("movies", Fault.Stall(10_000));
        var service = new SyncService(fixture.Sync, isTaken);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddHostedService(_ => service);
        using var host = builder.Build();

        var running = host.RunAsync();
        await fixture.Provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Stalled).WaitAsync(SyncFixture.LongEnough);
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await running.WaitAsync(SyncFixture.LongEnough);

        Assert.True(service.ExecuteTask!.IsCompleted);
        var report = (await fixture.Sync.GetStatusAsync(SyncFixture.Profile)).Reports[0];
        Assert.Equal(isTaken ? report.RunId : null, service.Report?.RunId);
        Assert.Equal((SyncStatus.Cancelled, SyncErrorCode.Cancelled), (report.Status, report.Error!.Code));
        Assert.Equal("Completed Completed Completed Cancelled Skipped Skipped", string.Join(' ', report.Steps.Select(step => step.Status)));
        Documents.AssertEqual("movies", before["movies"], await fixture.ExportAsync("movies"));
        await fixture.AssertEqualsProviderAsync("channels");

        Assert.Equal(SyncStatus.Completed, (await fixture.SyncAsync()).Status);
        await fixture.AssertEqualsProviderAsync();
    }

    /// <summary>What an application would write. Where it lets the exception go, the host takes it for what it is.</summary>
    private sealed class SyncService(ICatalogSync sync, bool takesReport) : BackgroundService
    {
        public SyncReport? Report { get; private set; }

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            try
            {
                await sync.RunAsync(SyncFixture.Profile, cancellationToken: stoppingToken);
            }
            catch (SyncCanceledException exception) when (takesReport)
            {
                Report = exception.Report;
            }
        }
    }
}
