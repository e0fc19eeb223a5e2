using DataflowSync.LiteDb;
using DataflowSync.LiteDb.Files;

namespace DataflowSync.CrashHost;

/// <summary>An engine that syncs the lists of a file, watched wherever it can be stopped.</summary>
internal sealed class SyncHost
{
    public const string Profile = "home";

    public SyncHost(string dataDirectory, string catalogFile, Moments moments, Disk disk, long minimumFreeBytes = 0)
    {
        Source = new FileSource(catalogFile, moments);
        Store = new LiteDbCatalogStore(new LiteDbStoreOptions
        {
            DataDirectory = dataDirectory,
            RebuildBelow = 0,
            MinimumFreeBytes = minimumFreeBytes,
            Disk = disk,
        });
        Engine = new SyncEngineBuilder()
            .UseStore(new WatchedStore(Store, moments))
            .AddProfile(Profile, Source)
            .Configure(options =>
            {
                options.BatchSize = 40;
                options.Retries = 0;
            })
            .Build();
    }

    public FileSource Source { get; }

    public LiteDbCatalogStore Store { get; }

    public SyncEngine Engine { get; }

    public Task<SyncReport> RunAsync(CancellationToken cancellationToken = default) => Engine.RunAsync(Profile, cancellationToken: cancellationToken);
}
