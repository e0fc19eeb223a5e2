using DataflowSync.Hosting.Profiles;
using DataflowSync.Hosting.Runs;
using DataflowSync.Hosting.Setup;
using DataflowSync.LiteDb;
using DataflowSync.Xtream;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DataflowSync.Hosting;

/// <summary>Adds to DataflowSync in a host. Made by <c>AddDataflowSync</c>; extensions of yours find the services in it.</summary>
public sealed class DataflowSyncBuilder
{
    internal DataflowSyncBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; }

    /// <summary>
    /// Adds the Xtream provider, on a named HTTP client without the default loggers, which print addresses with credentials. All profiles
    /// of the process share it, and take turns at the hosts they have in common.
    /// </summary>
    /// <param name="configure">
    /// Adds handlers to the client, for example; they see addresses with credentials. What replaces the primary handler also replaces
    /// what <see cref="DataflowSyncOptions.Xtream"/> says of connections.
    /// </param>
    public DataflowSyncBuilder AddXtream(Action<IHttpClientBuilder>? configure = null)
    {
        if (Services.All(service => service.ServiceType != typeof(XtreamProfiles)))
        {
            Services.AddSingleton(provider => new XtreamProfiles(
                provider.GetRequiredService<ProfileCatalog>(),
                provider.GetRequiredService<IProfileCredentials>(),
                provider.GetRequiredService<IHttpClientFactory>(),
                provider.GetRequiredService<IOptions<DataflowSyncOptions>>(),
                provider.GetRequiredService<TimeProvider>()));
            Services.AddSingleton<ProfileSources>();
        }

        var http = Services.AddXtreamHttpClient(provider => provider.GetRequiredService<IOptions<DataflowSyncOptions>>().Value.Xtream);
        configure?.Invoke(http);
        return this;
    }

    /// <summary>Keeps the catalogs in LiteDB files in <see cref="DataflowSyncOptions.DataDirectory"/>, as an <see cref="ICatalogStore"/>.</summary>
    /// <param name="configure">Sets how; null for the defaults.</param>
    public DataflowSyncBuilder UseLiteDb(Action<LiteDbStoreOptions>? configure = null)
    {
        Services.TryAddSingleton<ICatalogStore>(provider =>
        {
            var options = new LiteDbStoreOptions
            {
                DataDirectory = provider.GetRequiredService<IOptions<DataflowSyncOptions>>().Value.DataDirectory,
            };
            configure?.Invoke(options);
            return new LiteDbCatalogStore(options);
        });
        return this;
    }

    /// <summary>Adds a profile from a configuration. Changes of it are followed while the host runs.</summary>
    /// <param name="profileId">Local name of the profile.</param>
    /// <param name="section">The section of the profile: see <see cref="ProfileOptions"/>.</param>
    public DataflowSyncBuilder AddProfile(ProfileId profileId, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        Services.AddSingleton<IOptionsChangeTokenSource<DataflowSyncOptions>>(new ConfigurationChangeTokenSource<DataflowSyncOptions>(section));
        return Configure(profileId, (options, profile) => ConfigurationReader.Read(section, $"Profiles:{profileId}", profile, options.ReadingFailures));
    }

    /// <summary>Adds a profile, or changes one that a configuration has.</summary>
    /// <param name="profileId">Local name of the profile.</param>
    /// <param name="configure">Sets its address and what else is to be said.</param>
    public DataflowSyncBuilder AddProfile(ProfileId profileId, Action<ProfileOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Configure(profileId, (_, profile) => configure(profile));
    }

    /// <summary>Adds profiles that come, change and go while the host runs. The source is made once, and can be asked for by its type.</summary>
    /// <typeparam name="T">The source, for example <see cref="ProfileRegistry"/>.</typeparam>
    public DataflowSyncBuilder AddProfilesFrom<T>()
        where T : class, IProfileSource
    {
        Services.TryAddSingleton<T>();
        Services.AddSingleton<IProfileSource>(provider => provider.GetRequiredService<T>());
        return this;
    }

    /// <summary>Asks for credentials elsewhere than in the configuration, for example in a key vault.</summary>
    /// <typeparam name="T">What is asked; made once.</typeparam>
    public DataflowSyncBuilder UseCredentials<T>()
        where T : class, IProfileCredentials
    {
        Services.Configure<DataflowSyncOptions>(options => options.HasOwnCredentials = true);
        Services.Replace(ServiceDescriptor.Singleton<IProfileCredentials, T>());
        return this;
    }

    /// <summary>Syncs a profile again and again: at once when it is new, and then an interval after each success.</summary>
    /// <param name="profileId">A profile that was added with <c>AddProfile</c> or stands in the configuration.</param>
    /// <param name="interval">The interval: 1 minute to 365 days.</param>
    public DataflowSyncBuilder AddSchedule(ProfileId profileId, TimeSpan interval) =>
        AddSchedule(profileId, new SyncSchedule { Interval = interval });

    /// <summary>Syncs a profile at once when it is new, and then by a schedule.</summary>
    /// <param name="profileId">A profile that was added with <c>AddProfile</c> or stands in the configuration.</param>
    /// <param name="schedule">The schedule; it takes the place of the profile's own.</param>
    public DataflowSyncBuilder AddSchedule(ProfileId profileId, SyncSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return AddProfile(profileId, profile => profile.Schedule = schedule);
    }

    /// <summary>Tells of each run that ended. All that are added are told, one after the other, in the order they were added.</summary>
    /// <typeparam name="T">What is told; made once.</typeparam>
    public DataflowSyncBuilder OnCompleted<T>()
        where T : class, ISyncCompletion
    {
        Services.AddSingleton<ISyncCompletion, T>();
        return this;
    }

    /// <summary>Tells of each run that ended; else as <see cref="OnCompleted{T}"/>.</summary>
    /// <param name="completed">Is given the services of the host, the report, and a token that is cancelled when the host's time to shut down is over.</param>
    public DataflowSyncBuilder OnCompleted(Func<IServiceProvider, SyncReport, CancellationToken, ValueTask> completed)
    {
        ArgumentNullException.ThrowIfNull(completed);
        Services.AddSingleton<ISyncCompletion>(provider => new CompletionFunction(provider, completed));
        return this;
    }

    private DataflowSyncBuilder Configure(ProfileId profileId, Action<DataflowSyncOptions, ProfileOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(profileId.Value, nameof(profileId));
        Services.Configure<DataflowSyncOptions>(options => configure(options, options.GetProfile(profileId.Value)));
        return this;
    }
}
