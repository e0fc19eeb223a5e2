using DataflowSync.Hosting;
using DataflowSync.Server.Progress;

namespace DataflowSync.Server.Profiles;

/// <summary>Tells of a profile and of how it stands. Thread-safe.</summary>
internal sealed class ProfileDescriber(ICatalogSync sync, ISyncScheduler scheduler, ProgressBoard board)
{
    public async ValueTask<ProfileDescription> DescribeAsync(StoredProfile profile, CancellationToken cancellationToken)
    {
        var status = await ReadAsync(profile.Id, cancellationToken).ConfigureAwait(false);
        return new ProfileDescription
        {
            Id = profile.Id,
            Url = profile.Url,
            UserAgent = profile.UserAgent,
            Kinds = profile.Kinds,
            Categories = profile.Categories,
            Schedule = profile.Schedule,
            IsSyncing = status.IsRunning,
            LastStatus = status.Reports is [var last, ..] ? last.Status.ToString() : null,
            LastSuccess = status.LastSuccess,
            Guards = status.Guards.ToDictionary(guard => guard.Key, guard => HeldFetch.From(guard.Value), StringComparer.Ordinal),
            Next = scheduler.GetSchedule(profile.Id).ToDictionary(
                row => row.Kind, row => new PlannedSync(row.NextDue, row.Wait.ToString(), row.Failures), StringComparer.Ordinal),
        };
    }

    /// <summary>What is known of a profile; nothing where it was never synced, or cannot be read.</summary>
    public async ValueTask<ProfileStatus> ReadAsync(ProfileId profileId, CancellationToken cancellationToken)
    {
        try
        {
            return await sync.GetStatusAsync(profileId, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is UnknownProfileException or InvalidDataException or IOException)
        {
            // Never synced, or its history is damaged: that must not hide the profile.
            return new ProfileStatus { IsRunning = board.Last(profileId).Any(progress => progress.Status is null) };
        }
    }
}
