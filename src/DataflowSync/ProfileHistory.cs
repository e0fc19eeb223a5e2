namespace DataflowSync;

/// <summary>What past runs of a profile left beside the catalog itself. Immutable.</summary>
public sealed record ProfileHistory
{
    /// <summary>Most reports kept.</summary>
    public const int MaxReports = 50;

    /// <summary>Reports of the last runs, the newest first, at most <see cref="MaxReports"/>.</summary>
    public IReadOnlyList<SyncReport> Reports { get; init; } = [];

    /// <summary>Step name → time its last success ended.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> LastSuccess { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>Step name → the fetch that was held back, until another decides.</summary>
    public IReadOnlyDictionary<string, GuardRecord> Guards { get; init; } = new Dictionary<string, GuardRecord>();
}
