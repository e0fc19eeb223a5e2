using DataflowSync.Hosting;

namespace DataflowSync.Server.Profiles;

/// <summary>The credentials of the kept profiles.</summary>
internal sealed class StoredCredentials(ProfileStore store, CredentialProtector protector) : IProfileCredentials
{
    public ValueTask<ProfileCredentials?> GetAsync(SyncProfile profile, CancellationToken cancellationToken) =>
        ValueTask.FromResult(store.Find(profile.Id) is { } stored ? protector.Unprotect(stored.Id, stored.Credentials) : null);
}
