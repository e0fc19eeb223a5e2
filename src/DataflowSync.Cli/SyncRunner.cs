namespace DataflowSync.Cli;

/// <summary>Runs a sync whose cancellation is an outcome like the others.</summary>
internal static class SyncRunner
{
    public static async Task<SyncReport> RunAsync(
        ICatalogSync sync,
        ProfileId profile,
        RunOptions? options,
        IProgress<SyncProgress> progress,
        CancellationToken cancellationToken)
    {
        try
        {
            return await sync.RunAsync(profile, options, progress, cancellationToken);
        }
        catch (SyncCanceledException exception)
        {
            return exception.Report;
        }
    }
}
