using System.Collections.Immutable;
using DataflowSync.Hosting;
using DataflowSync.Server.Setup;

namespace DataflowSync.Server.Profiles;

/// <summary>The profiles of this server: kept in a file, known to the host. Thread-safe; changes take turns.</summary>
internal sealed class ProfileStore(ServerSettings settings, ProfileRegistry registry, CredentialProtector protector, ServerLog log) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ProfileFile _file = new(settings.ConfigDirectory, log);
    private FileStream? _lock;
    private ImmutableSortedDictionary<string, StoredProfile> _profiles = ImmutableSortedDictionary.Create<string, StoredProfile>(StringComparer.Ordinal);

    public IEnumerable<StoredProfile> All => Volatile.Read(ref _profiles).Values;

    public StoredProfile? Find(ProfileId profileId) => Volatile.Read(ref _profiles).GetValueOrDefault(profileId.Value);

    /// <summary>Takes the directory for this server and reads what is in it.</summary>
    public void Load()
    {
        ConfigFiles.MakePrivate(settings.ConfigDirectory);
        _lock = ConfigFiles.Lock(Path.Combine(settings.ConfigDirectory, "server.lock"));
        foreach (var profile in _file.Read())
        {
            _profiles = _profiles.Add(profile.Id, profile);
            registry.Set(profile.ToProfile());
            if (protector.Unprotect(profile.Id, profile.Credentials) is null)
            {
                log.CredentialsUnreadable(profile.Id);
            }
        }
    }

    /// <summary>Adds, changes or removes one profile: on the disk first, then for the host.</summary>
    /// <param name="profileId">The profile.</param>
    /// <param name="change">Makes the new from the old, of which null is none; it throws to refuse.</param>
    /// <param name="count">Most profiles there may be.</param>
    /// <param name="now">The profile as it is now; null where it is removed.</param>
    /// <returns>False where there are as many as there may be, and nothing was changed.</returns>
    public bool TryChange(ProfileId profileId, Func<StoredProfile?, StoredProfile?> change, int count, out StoredProfile? now)
    {
        lock (_gate)
        {
            var old = _profiles.GetValueOrDefault(profileId.Value);
            now = change(old);
            if (old is null && now is not null && _profiles.Count >= count)
            {
                return false;
            }

            var profiles = now is null ? _profiles.Remove(profileId.Value) : _profiles.SetItem(profileId.Value, now);
            _file.Write(profiles.Values);
            Volatile.Write(ref _profiles, profiles);
            if (now is null)
            {
                registry.Remove(profileId);
            }
            else
            {
                registry.Set(now.ToProfile());
            }

            return true;
        }
    }

    public void Dispose() => _lock?.Dispose();
}
