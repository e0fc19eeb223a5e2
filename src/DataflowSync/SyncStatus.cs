namespace DataflowSync;

/// <summary>How a run ended, over the steps that were asked for.</summary>
public enum SyncStatus
{
    /// <summary>Every step completed.</summary>
    Completed,

    /// <summary>Some steps published, others did not.</summary>
    Partial,

    /// <summary>The account was rejected, or no step published or was guarded.</summary>
    Failed,

    /// <summary>The run was cancelled; what had been published stays.</summary>
    Cancelled,
}
