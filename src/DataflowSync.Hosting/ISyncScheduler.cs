namespace DataflowSync.Hosting;

/// <summary>What the scheduler plans. Thread-safe.</summary>
public interface ISyncScheduler
{
    /// <summary>What is planned for a profile.</summary>
    /// <param name="profileId">The profile.</param>
    /// <returns>A row for each kind; none where the profile has no schedule or the scheduler has not started.</returns>
    IReadOnlyList<KindSchedule> GetSchedule(ProfileId profileId);
}
