using DataflowSync.Hosting.Profiles;
using DataflowSync.Xtream;
using Microsoft.Extensions.Options;

namespace DataflowSync.Hosting;

/// <summary>
/// The accounts behind the profiles, and sources on the host's HTTP client that take turns with everything else of the process at a
/// provider's host. Thread-safe; made by <see cref="DataflowSyncBuilder.AddXtream"/>.
/// </summary>
public sealed class XtreamProfiles
{
    private readonly ProfileCatalog _profiles;
    private readonly IProfileCredentials _credentials;
    private readonly IHttpClientFactory _clients;
    private readonly XtreamProviders _providers;
    private readonly XtreamOptions _options;
    private readonly TimeProvider _timeProvider;

    internal XtreamProfiles(
        ProfileCatalog profiles,
        IProfileCredentials credentials,
        IHttpClientFactory clients,
        IOptions<DataflowSyncOptions> options,
        TimeProvider timeProvider)
    {
        _profiles = profiles;
        _credentials = credentials;
        _clients = clients;
        _providers = new XtreamProviders(timeProvider);
        _options = options.Value.Xtream;
        _timeProvider = timeProvider;
    }

    /// <summary>The account of a profile, with its credentials as they are now.</summary>
    /// <param name="profileId">The profile.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>Null where there is no such profile, or there are no credentials for it.</returns>
    public async ValueTask<XtreamAccount?> FindAccountAsync(ProfileId profileId, CancellationToken cancellationToken = default) =>
        _profiles.Find(profileId) is { } profile ? await FindAccountAsync(profile, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Builds the addresses under which items of a profile are played, from its account as it is now.</summary>
    /// <param name="profileId">The profile.</param>
    /// <param name="cancellationToken">Cancels the search for the account.</param>
    /// <exception cref="UnknownProfileException">The profile has no account.</exception>
    public async ValueTask<XtreamUrls> GetUrlsAsync(ProfileId profileId, CancellationToken cancellationToken = default)
    {
        var account = await FindAccountAsync(profileId, cancellationToken).ConfigureAwait(false) ?? throw new UnknownProfileException(profileId);
        return new XtreamUrls(asked => asked == profileId ? account : null);
    }

    /// <summary>Makes a source for an account, whether a profile has it or not: to check it, or to ask for the details of a series.</summary>
    /// <param name="account">The account.</param>
    /// <returns>A source that need not be disposed.</returns>
    public XtreamSource CreateSource(XtreamAccount account) => new(account, _options, _clients, _timeProvider, providers: _providers);

    internal async ValueTask<XtreamAccount?> FindAccountAsync(SyncProfile profile, CancellationToken cancellationToken) =>
        await _credentials.GetAsync(profile, cancellationToken).ConfigureAwait(false) is { } credentials
            ? new XtreamAccount(profile.Address.AbsoluteUri, credentials.Username, credentials.Password, profile.UserAgent)
            : null;
}
