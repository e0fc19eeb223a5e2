namespace DataflowSync;

/// <summary>What is known of a profile beside its catalog: what past runs left, and whether one goes on. Immutable.</summary>
public sealed record ProfileStatus
{
    /// <summary>Most reports kept.</summary>
    public const int MaxReports = 50;

    /// <summary>Whether a run of it goes on in this process; never kept.</summary>
    public bool IsRunning { get; init; }

    /// <summary>Reports of the last runs, the newest first, at most <see cref="MaxReports"/>.</summary>
    public IReadOnlyList<SyncReport> Reports { get; init; } = [];

    /// <summary>Step name → time its last success ended.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> LastSuccess { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>Step name → the fetch that was held back, until another decides.</summary>
    public IReadOnlyDictionary<string, GuardRecord> Guards { get; init; } = new Dictionary<string, GuardRecord>();
}
