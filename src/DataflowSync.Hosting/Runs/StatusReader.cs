using System.Threading.Channels;
using DataflowSync.Hosting.Profiles;
using Microsoft.Extensions.Hosting;

namespace DataflowSync.Hosting.Runs;

/// <summary>Reads the status of each profile once, when it comes: the engine's metrics count a profile from then on.</summary>
internal sealed class StatusReader(ICatalogSync sync, ProfileCatalog profiles) : BackgroundService
{
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        profiles.Changed += Call;
        Call();
        try
        {
            HashSet<ProfileId> read = [];
            await foreach (var _ in _changes.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
            {
                var all = profiles.All.Select(profile => profile.Id).ToList();
                read.IntersectWith(all); // One that comes back may have another history.
                foreach (var profile in all.Where(read.Add))
                {
                    await ReadAsync(profile, stoppingToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            profiles.Changed -= Call;
        }
    }

    private async Task ReadAsync(ProfileId profile, CancellationToken cancellationToken)
    {
        try
        {
            await sync.GetStatusAsync(profile, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Never synced, which the engine counts; or damaged: the next run tells, and heals it.
        }
    }

    private void Call() => _changes.Writer.TryWrite(true);
}
