using System.Collections.Immutable;

namespace DataflowSync.Hosting.Scheduling;

/// <summary>What the store remembers of a profile that the scheduler does not know: after a loss of its memory nothing is fetched too early.</summary>
internal static class StoredSuccesses
{
    public static IReadOnlyDictionary<string, DateTimeOffset> None { get; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <returns>Kind → last success of the whole kind; nothing where there was none or it cannot be read.</returns>
    public static async Task<IReadOnlyDictionary<string, DateTimeOffset>> ReadAsync(ICatalogSync sync, ProfileId profileId, CancellationToken cancellationToken)
    {
        try
        {
            var status = await sync.GetStatusAsync(profileId, cancellationToken).ConfigureAwait(false);
            return Read(status);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Unknown, or damaged: the next run tells, and heals it.
            return None;
        }
    }

    public static IReadOnlyDictionary<string, DateTimeOffset> Read(ProfileStatus status) => SyncKinds.All
        .Where(kind => SyncKinds.StepsOf(kind).All(status.LastSuccess.ContainsKey))
        .ToDictionary(kind => kind, kind => SyncKinds.StepsOf(kind).Min(step => status.LastSuccess[step]));
}
