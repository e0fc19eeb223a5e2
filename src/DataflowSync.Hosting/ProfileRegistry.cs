using System.Collections.Immutable;
using DataflowSync.Hosting.Profiles;
using Microsoft.Extensions.Primitives;

namespace DataflowSync.Hosting;

/// <summary>
/// Profiles that an application adds, changes and removes while it runs. It remembers nothing beyond its own life. Thread-safe; a
/// change has taken effect when the method returns.
/// </summary>
public sealed class ProfileRegistry : IProfileSource
{
    private readonly ChangeSignal _changed = new();
    private ImmutableDictionary<ProfileId, SyncProfile> _profiles = ImmutableDictionary<ProfileId, SyncProfile>.Empty;

    /// <inheritdoc/>
    public IReadOnlyCollection<SyncProfile> GetProfiles() => [.. Volatile.Read(ref _profiles).Values];

    /// <inheritdoc/>
    public IChangeToken GetChangeToken() => _changed.Token;

    /// <summary>Adds a profile, or puts it in the place of the one with its name.</summary>
    /// <param name="profile">The profile.</param>
    public void Set(SyncProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ImmutableInterlocked.AddOrUpdate(ref _profiles, profile.Id, profile, (_, _) => profile);
        _changed.Fire();
    }

    /// <summary>Removes a profile. A scheduled sync of it is cancelled; its catalog stays: see <see cref="ICatalogStore.DeleteProfileAsync"/>.</summary>
    /// <param name="profileId">The profile.</param>
    /// <returns>False where there is none.</returns>
    public bool Remove(ProfileId profileId)
    {
        if (!ImmutableInterlocked.TryRemove(ref _profiles, profileId, out _))
        {
            return false;
        }

        _changed.Fire();
        return true;
    }
}
