namespace DataflowSync.Server.Page;

/// <summary>What a profile is shown as, the most urgent last. While it is synced it stays what it was.</summary>
internal enum ProfileState
{
    Completed,
    Never,
    Cancelled,
    Partial,
    Failed,
    Guarded,
}
