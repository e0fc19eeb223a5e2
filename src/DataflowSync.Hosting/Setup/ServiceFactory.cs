using DataflowSync.Hosting.Profiles;
using DataflowSync.Hosting.Runs;
using DataflowSync.Hosting.Scheduling;
using DataflowSync.Hosting.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DataflowSync.Hosting.Setup;

/// <summary>Puts the engine and the scheduler together from what is in the container.</summary>
internal static class ServiceFactory
{
    public static HostedSync CreateSync(IServiceProvider services)
    {
        var store = services.GetService<ICatalogStore>()
            ?? throw new InvalidOperationException("DataflowSync needs a store: call UseLiteDb(), or register an ICatalogStore.");
        var sources = services.GetService<ProfileSources>()
            ?? throw new InvalidOperationException("DataflowSync needs a provider: call AddXtream().");
        var profiles = services.GetRequiredService<ProfileCatalog>();
        var engine = new SyncEngineBuilder()
            .UseStore(store)
            .UseOptions(services.GetRequiredService<IOptions<DataflowSyncOptions>>().Value.Engine)
            .UseTimeProvider(services.GetRequiredService<TimeProvider>())
            .UseLogging(services.GetRequiredService<ILoggerFactory>())
            .FindProfiles(sources.FindAsync, () => profiles.All.Select(profile => profile.Id))
            .Build();
        return new HostedSync(
            engine,
            profiles,

            // When the first run ends: a completion may itself need what is being made here.
            new Lazy<IReadOnlyList<ISyncCompletion>>(() => [.. services.GetServices<ISyncCompletion>()]),
            services.GetRequiredService<RunFeed>(),
            services.GetRequiredService<IHostApplicationLifetime>(),
            services.GetRequiredService<HostingLog>());
    }

    public static SyncScheduler CreateScheduler(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<DataflowSyncOptions>>().Value;
        var log = services.GetRequiredService<HostingLog>();
        return new SyncScheduler(
            services.GetRequiredService<ICatalogSync>(),
            services.GetRequiredService<ProfileCatalog>(),
            services.GetRequiredService<RunFeed>(),
            new ScheduleFile(options.DataDirectory, log),
            options.Scheduler,
            new DueRules(options.Scheduler, options.Engine.GuardMinimumAge, Random.Shared.NextDouble),
            services.GetRequiredService<TimeProvider>(),
            log);
    }
}
