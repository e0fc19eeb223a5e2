using DataflowSync.LiteDb;

namespace DataflowSync.CrashHost.Storm;

/// <summary>A process that syncs an edition, and kills itself at one of the moments of its disk: before, amid or after an operation.</summary>
internal static class EditionSync
{
    /// <summary>The first argument of the process.</summary>
    public const string Command = "sync-edition";

    /// <summary>Kills at no moment.</summary>
    public const int Never = 0;

    /// <param name="dataDirectory">Where the store is.</param>
    /// <param name="edition">What is synced.</param>
    /// <param name="killAt">Number of the moment, from 1.</param>
    /// <param name="output">Told how many moments there were when it came to its end.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string dataDirectory, Edition edition, int killAt, TextWriter output)
    {
        var reached = 0;
        var moments = new Moments(_ =>
        {
            if (Interlocked.Increment(ref reached) == killAt)
            {
                Self.Kill();
            }
        });
        var engine = new SyncEngineBuilder()
            .UseStore(new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = dataDirectory, Disk = new WatchedDisk(moments) }))
            .AddProfile(SyncHost.Profile, new EditionSource(edition))
            .Configure(options => options.Retries = 0)
            .Build();
        var report = await engine.RunAsync(SyncHost.Profile);
        await output.WriteLineAsync($"{reached}");
        if (report.Status == SyncStatus.Completed)
        {
            return 0;
        }

        await Console.Error.WriteLineAsync($"{report.Status}: {report.Error?.Message ?? report.Steps[0].Error?.Message}");
        return 1;
    }
}
