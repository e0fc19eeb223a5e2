namespace DataflowSync.Steps;

/// <summary>The errors that come from the run itself, not from source or store.</summary>
internal static class RunErrors
{
    public static SyncError Cancelled { get; } = new(SyncErrorCode.Cancelled, "cancelled");

    /// <summary>A defect: its message may hold anything, so only its type is told.</summary>
    public static SyncError Internal(Exception exception) => new(SyncErrorCode.Internal, $"internal error: {exception.GetType().Name}");
}
