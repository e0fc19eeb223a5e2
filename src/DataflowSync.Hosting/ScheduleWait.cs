namespace DataflowSync.Hosting;

/// <summary>Why a kind waits until it is due.</summary>
public enum ScheduleWait
{
    /// <summary>For the next time of its schedule.</summary>
    Regular,

    /// <summary>It failed, and is left alone for a while.</summary>
    Failure,

    /// <summary>It was held back, and may be confirmed when its guard record is old enough.</summary>
    Guard,

    /// <summary>The provider rejected the account.</summary>
    Rejected,
}
