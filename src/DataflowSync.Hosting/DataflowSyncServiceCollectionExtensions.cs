using DataflowSync.Hosting.Profiles;
using DataflowSync.Hosting.Runs;
using DataflowSync.Hosting.Scheduling;
using DataflowSync.Hosting.Setup;
using DataflowSync.Hosting.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DataflowSync.Hosting;

/// <summary>Puts DataflowSync into a host.</summary>
public static class DataflowSyncServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="ICatalogSync"/>, <see cref="ISyncScheduler"/> and what they need, with the default options. A store and a
    /// provider have to be added: <see cref="DataflowSyncBuilder.UseLiteDb"/>, <see cref="DataflowSyncBuilder.AddXtream"/>. When the host
    /// stops, all syncs of the process end as cancelled, within the host's time to shut down.
    /// </summary>
    /// <param name="services">The services.</param>
    public static DataflowSyncBuilder AddDataflowSync(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.All(service => service.ServiceType != typeof(HostedSync)))
        {
            AddServices(services);
        }

        return new DataflowSyncBuilder(services);
    }

    /// <summary>As <see cref="AddDataflowSync(IServiceCollection)"/>, with options.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options; they are validated when the host starts.</param>
    public static DataflowSyncBuilder AddDataflowSync(this IServiceCollection services, Action<DataflowSyncOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = services.AddDataflowSync();
        services.Configure(configure);
        return builder;
    }

    /// <summary>As <see cref="AddDataflowSync(IServiceCollection)"/>, with the options of a configuration. Its profiles are followed while the host runs.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section, usually the one named <see cref="DataflowSyncOptions.SectionName"/>; validated when the host starts.</param>
    public static DataflowSyncBuilder AddDataflowSync(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var builder = services.AddDataflowSync();
        services.Configure<DataflowSyncOptions>(options => ConfigurationReader.Read(section, options));
        services.AddSingleton<IOptionsChangeTokenSource<DataflowSyncOptions>>(new ConfigurationChangeTokenSource<DataflowSyncOptions>(section));
        return builder;
    }

    private static void AddServices(IServiceCollection services)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);

        // Validated when the host starts, for the services that start need them. Not by ValidateOnStart: its monitor would throw at whoever
        // changes a configuration into one that is not valid, and take part in every reload from then on.
        services.AddOptions<DataflowSyncOptions>();
        services.AddSingleton<IValidateOptions<DataflowSyncOptions>, OptionsValidator>();
        services.AddSingleton<HostingLog>();
        services.AddSingleton<LiveOptions>();
        services.AddSingleton<IProfileSource, ConfiguredProfiles>();
        services.AddSingleton<ProfileCatalog>();
        services.TryAddSingleton<IProfileCredentials, ConfiguredCredentials>();
        services.AddSingleton<RunFeed>();
        services.AddSingleton(ServiceFactory.CreateSync);
        services.AddSingleton(ServiceFactory.CreateScheduler);
        services.AddSingleton<ISyncScheduler>(provider => provider.GetRequiredService<SyncScheduler>());
        services.AddSingleton<ICatalogSync>(provider => provider.GetRequiredService<HostedSync>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<HostedSync>());
        services.AddHostedService<StatusReader>();

        // The last one to start is the first one to stop: it begins no run while the others end.
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<SyncScheduler>());
    }
}
