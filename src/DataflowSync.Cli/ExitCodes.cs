namespace DataflowSync.Cli;

/// <summary>The exit codes of every command.</summary>
internal static class ExitCodes
{
    public const int Completed = 0;
    public const int Failed = 1;
    public const int Partial = 3;
    public const int Usage = 64;
    public const int Busy = 75;
    public const int Cancelled = 130;

    public static int Of(SyncStatus status) => status switch
    {
        SyncStatus.Completed => Completed,
        SyncStatus.Partial => Partial,
        SyncStatus.Cancelled => Cancelled,
        _ => Failed,
    };
}
