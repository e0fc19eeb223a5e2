namespace DataflowSync.Hosting.Health;

/// <summary>What the health check tells of one profile.</summary>
internal sealed record ProfileHealth
{
    /// <summary>Whether a kind is older than is allowed.</summary>
    public required bool IsStale { get; init; }

    /// <summary>Whether a run of it goes on.</summary>
    public required bool IsRunning { get; init; }

    /// <summary>Kind → last success; null for never.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset?> LastSuccess { get; init; }

    /// <summary>The steps that were held back.</summary>
    public required IReadOnlyList<string> Guarded { get; init; }

    /// <summary>How the last run ended; null where there was none.</summary>
    public required SyncStatus? LastStatus { get; init; }
}
