using DataflowSync.Hosting.Profiles;
using DataflowSync.Hosting.Runs;
using DataflowSync.Hosting.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DataflowSync.Hosting.Setup;

/// <summary>Puts the engine together from what is in the container.</summary>
internal static class EngineFactory
{
    public static HostedSync Create(IServiceProvider services)
    {
        var store = services.GetService<ICatalogStore>()
            ?? throw new InvalidOperationException("DataflowSync needs a store: call UseLiteDb(), or register an ICatalogStore.");
        var sources = services.GetService<ProfileSources>()
            ?? throw new InvalidOperationException("DataflowSync needs a provider: call AddXtream().");
        var engine = new SyncEngineBuilder()
            .UseStore(store)
            .UseOptions(services.GetRequiredService<IOptions<DataflowSyncOptions>>().Value.Engine)
            .UseTimeProvider(services.GetRequiredService<TimeProvider>())
            .UseLogging(services.GetRequiredService<ILoggerFactory>())
            .FindProfiles(sources.FindAsync)
            .Build();
        return new HostedSync(
            engine, services.GetRequiredService<ProfileCatalog>(), services.GetServices<ISyncCompletion>(), services.GetRequiredService<HostingLog>());
    }
}
