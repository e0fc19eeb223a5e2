namespace DataflowSync.Server.Profiles;

/// <summary>A profile as it is told: never its user name or password.</summary>
internal sealed record ProfileDescription
{
    /// <summary>Local name.</summary>
    public required string Id { get; init; }

    /// <summary>Address of the provider, without credentials.</summary>
    public required string Url { get; init; }

    /// <summary>The User-Agent to send; null for the usual one.</summary>
    public required string? UserAgent { get; init; }

    /// <summary>The kinds that are synced; null for all.</summary>
    public required IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>Ids of the categories to keep, by kind; null for all.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>>? Categories { get; init; }

    /// <summary>When it is synced without being asked; null for never.</summary>
    public required ScheduleSettings? Schedule { get; init; }

    /// <summary>Whether a run of it goes on in this server.</summary>
    public required bool IsSyncing { get; init; }

    /// <summary>How the last run ended; null where none did.</summary>
    public required string? LastStatus { get; init; }

    /// <summary>When each step last succeeded.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> LastSuccess { get; init; }

    /// <summary>Fetches that were held back, by step.</summary>
    public required IReadOnlyDictionary<string, HeldFetch> Guards { get; init; }

    /// <summary>What the scheduler plans, by kind.</summary>
    public required IReadOnlyDictionary<string, PlannedSync> Next { get; init; }
}
