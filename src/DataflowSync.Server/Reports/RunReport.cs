namespace DataflowSync.Server.Reports;

/// <summary>What a run did: one object, the same from the tool and from the server.</summary>
internal sealed record RunReport
{
    /// <summary>The profile.</summary>
    public required string ProfileId { get; init; }

    /// <summary>Identifies the run.</summary>
    public required string RunId { get; init; }

    /// <summary>Completed, Partial, Failed or Cancelled.</summary>
    public required string Status { get; init; }

    /// <summary>Percent reached.</summary>
    public required int Progress { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Milliseconds the run took.</summary>
    public required long DurationMs { get; init; }

    /// <summary>Why the whole run ended early; null where it did not.</summary>
    public required RunError? Error { get; init; }

    /// <summary>Channels in the published catalog after the run; null where it is not known any more.</summary>
    public required long? ChannelsSynced { get; init; }

    /// <summary>Movies in the published catalog after the run; null where it is not known any more.</summary>
    public required long? MoviesSynced { get; init; }

    /// <summary>Series in the published catalog after the run; null where it is not known any more.</summary>
    public required long? SeriesSynced { get; init; }

    /// <summary>What the account check told; null where it did not succeed.</summary>
    public required AccountState? Account { get; init; }

    /// <summary>The steps asked for, in order.</summary>
    public required IReadOnlyList<StepResult> Steps { get; init; }

    /// <summary>One line for each error, for a person.</summary>
    public required IReadOnlyList<string> Errors { get; init; }

    /// <param name="report">The report.</param>
    /// <param name="published">Dataset name → items published, for the kinds the run did not try; null where it is not known.</param>
    public static RunReport From(SyncReport report, IReadOnlyDictionary<string, int>? published) => new()
    {
        ProfileId = report.ProfileId.Value,
        RunId = report.RunId,
        Status = report.Status.ToString(),
        Progress = report.Progress,
        StartedAt = report.StartedAt,
        DurationMs = (long)report.Duration.TotalMilliseconds,
        Error = RunError.From(report.Error),
        ChannelsSynced = Synced(report, published, "channels"),
        MoviesSynced = Synced(report, published, "movies"),
        SeriesSynced = Synced(report, published, "series"),
        Account = report.Account is { } account ? new AccountState(account.Status, account.ExpiresAt, account.MaxConnections) : null,
        Steps = [.. report.Steps.Select(StepResult.From)],
        Errors = report.Errors,
    };

    /// <summary>Items published after the run: a step that was tried counted its own while no one else could publish.</summary>
    private static long? Synced(SyncReport report, IReadOnlyDictionary<string, int>? published, string kind) =>
        report.Steps.FirstOrDefault(step => step.Name == kind && step.Status != StepStatus.Skipped)?.Items ?? published?.GetValueOrDefault(kind);
}
