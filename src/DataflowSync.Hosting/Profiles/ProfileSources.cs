using DataflowSync.Hosting.Telemetry;
using DataflowSync.Xtream;

namespace DataflowSync.Hosting.Profiles;

/// <summary>Makes the source of a profile for one run, from its address and credentials as they are now.</summary>
internal sealed class ProfileSources(ProfileCatalog profiles, XtreamProfiles accounts, HostingLog log)
{
    public async ValueTask<ICatalogSource?> FindAsync(ProfileId profileId, CancellationToken cancellationToken)
    {
        if (profiles.Find(profileId) is not { } profile)
        {
            return null;
        }

        try
        {
            return await accounts.FindAccountAsync(profile, cancellationToken).ConfigureAwait(false) is { } account
                ? accounts.CreateSource(account)
                : Refused(new SyncError(SyncErrorCode.AuthRejected, "no credentials are known for this profile"));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run begins and ends as cancelled, with its report.
            return Refused(new SyncError(SyncErrorCode.Cancelled, "cancelled while the credentials were asked for"));
        }
        catch (Exception exception)
        {
            log.CredentialsNotRead(profileId, exception.GetType().Name);
            return Refused(new SyncError(SyncErrorCode.Internal, $"the credentials of this profile could not be had ({exception.GetType().Name})"));
        }
    }

    /// <summary>The steps are those of any account.</summary>
    private RefusedSource Refused(SyncError error) =>
        new(accounts.CreateSource(new XtreamAccount("http://localhost", "none", "none")).Steps, error);
}
