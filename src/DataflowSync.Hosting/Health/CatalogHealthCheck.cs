using DataflowSync.Hosting.Profiles;
using DataflowSync.Hosting.Scheduling;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace DataflowSync.Hosting.Health;

/// <summary>Tells whether catalogs are fresh, and can be written.</summary>
internal sealed class CatalogHealthCheck(
    ICatalogSync sync,
    ISyncScheduler scheduler,
    ProfileCatalog profiles,
    IOptions<DataflowSyncOptions> options,
    TimeProvider timeProvider,
    HealthLimits limits) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        List<string> unhealthy = [];
        List<string> degraded = [];
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        if (await Task.Run(() => StoreProbe.Try(options.Value.DataDirectory), cancellationToken).ConfigureAwait(false) is { } reason)
        {
            unhealthy.Add($"the data directory cannot be written ({reason})");
        }

        foreach (var profile in profiles.All.OrderBy(profile => profile.Id.Value, StringComparer.Ordinal))
        {
            var health = await CheckAsync(profile, unhealthy, cancellationToken).ConfigureAwait(false);
            data[profile.Id.Value] = health;
            if (health.IsStale)
            {
                unhealthy.Add($"{profile.Id} was not synced for too long");
            }

            if (health.Guarded.Count > 0)
            {
                degraded.Add($"{profile.Id}: {string.Join(", ", health.Guarded)} held back");
            }
        }

        var problems = string.Join("; ", unhealthy.Concat(degraded));
        return unhealthy.Count > 0 ? new HealthCheckResult(context.Registration.FailureStatus, problems, data: data)
            : degraded.Count > 0 ? HealthCheckResult.Degraded(problems, data: data)
            : HealthCheckResult.Healthy(data: data);
    }

    private async Task<ProfileHealth> CheckAsync(SyncProfile profile, List<string> unhealthy, CancellationToken cancellationToken)
    {
        ProfileStatus status;
        try
        {
            status = await sync.GetStatusAsync(profile.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (UnknownProfileException)
        {
            status = new ProfileStatus();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            unhealthy.Add($"{profile.Id}: its history cannot be read ({exception.GetType().Name})");
            status = new ProfileStatus();
        }

        var successes = StoredSuccesses.Read(status);
        var kinds = SyncKinds.All.Where(kind => profile.Kinds is not { Count: > 0 } wanted || wanted.Contains(kind)).ToList();
        var isScheduled = profile.Schedule is { Enabled: true };
        var known = scheduler.GetSchedule(profile.Id).ToDictionary(row => row.Kind, row => row.KnownSince);
        return new ProfileHealth
        {
            IsStale = isScheduled && kinds.Exists(kind => IsTooOld(successes.TryGetValue(kind, out var at) ? at : known.TryGetValue(kind, out var since) ? since : null)),
            IsRunning = status.IsRunning,
            LastSuccess = kinds.ToDictionary(kind => kind, DateTimeOffset? (kind) => successes.TryGetValue(kind, out var at) ? at : null),
            Guarded = [.. status.Guards.Keys.Order(StringComparer.Ordinal)],
            LastStatus = status.Reports.Count > 0 ? status.Reports[0].Status : null,
        };
    }

    /// <summary>Where neither a success nor a beginning is known, the host has just started.</summary>
    private bool IsTooOld(DateTimeOffset? since) => since is { } moment && timeProvider.GetUtcNow() - moment > limits.MaxAge;
}
