using DataflowSync.Hosting.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DataflowSync.Hosting;

/// <summary>Puts DataflowSync into the health checks of a host.</summary>
public static class DataflowSyncHealthChecksBuilderExtensions
{
    /// <summary>The name of the check where no other is given.</summary>
    public const string DefaultName = "dataflowsync";

    /// <summary>
    /// Checks that catalogs are fresh and can be written. Unhealthy where the store cannot be written, or a profile that the scheduler
    /// syncs has a kind whose last success (or, without one, the moment it became known) is too long ago. Degraded where a fetch was held
    /// back and waits to be confirmed. The data tell of each profile, by its name; no credentials, addresses or errors of the provider.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="maxAge">Longest time since a success; null for any.</param>
    /// <param name="name">Name of the check.</param>
    /// <param name="tags">Tags of the check; null for none.</param>
    public static IHealthChecksBuilder AddDataflowSync(
        this IHealthChecksBuilder builder,
        TimeSpan? maxAge = null,
        string name = DefaultName,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(maxAge ?? TimeSpan.MaxValue, TimeSpan.Zero, nameof(maxAge));
        return builder.Add(new HealthCheckRegistration(
            name,
            provider => ActivatorUtilities.CreateInstance<CatalogHealthCheck>(provider, new HealthLimits(maxAge)),
            failureStatus: HealthStatus.Unhealthy,
            tags));
    }
}
