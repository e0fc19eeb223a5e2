using DataflowSync.Xtream;

namespace DataflowSync.Hosting.Profiles;

/// <summary>The credentials that stand in the configuration, as they are now.</summary>
internal sealed class ConfiguredCredentials(LiveOptions options) : IProfileCredentials
{
    public ValueTask<ProfileCredentials?> GetAsync(SyncProfile profile, CancellationToken cancellationToken) =>
        ValueTask.FromResult(options.Current.Profiles.TryGetValue(profile.Id.Value, out var configured) ? Read(configured) : null);

    /// <exception cref="ArgumentException">A part of them is missing.</exception>
    public static ProfileCredentials Read(ProfileOptions profile)
    {
        var account = XtreamAccount.FromLink(profile.Url, profile.Username, profile.Password, profile.UserAgent);
        return new ProfileCredentials(account.Username, account.Password);
    }
}
