namespace DataflowSync.Server.Progress;

/// <summary>A moment of a run: one object, the same from the tool and from the server.</summary>
internal sealed record ProgressEvent
{
    /// <summary>The profile.</summary>
    public required string ProfileId { get; init; }

    /// <summary>Syncing, or how the run ended: Completed, Partial, Failed, Cancelled.</summary>
    public required string Status { get; init; }

    /// <summary>Percent done; it never goes back within a run.</summary>
    public required int Progress { get; init; }

    /// <summary>What goes on, for a person.</summary>
    public required string CurrentStep { get; init; }

    /// <summary>Channels so far.</summary>
    public required long ChannelsSynced { get; init; }

    /// <summary>Movies so far.</summary>
    public required long MoviesSynced { get; init; }

    /// <summary>Series so far.</summary>
    public required long SeriesSynced { get; init; }

    /// <summary>Items a second over the last moments.</summary>
    public required long ItemsPerSecond { get; init; }

    /// <summary>Bytes of the lists so far, unpacked.</summary>
    public required long Bytes { get; init; }

    /// <summary>One line for each error so far.</summary>
    public required IReadOnlyList<string> Errors { get; init; }

    public static ProgressEvent From(SyncProgress progress) => new()
    {
        ProfileId = progress.ProfileId.Value,
        Status = StatusOf(progress),
        Progress = progress.Progress,
        CurrentStep = progress.CurrentStep,
        ChannelsSynced = Items(progress, "channels"),
        MoviesSynced = Items(progress, "movies"),
        SeriesSynced = Items(progress, "series"),
        ItemsPerSecond = (long)progress.ItemsPerSecond,
        Bytes = progress.Bytes,
        Errors = progress.Errors,
    };

    /// <summary>Syncing, or how the run ended.</summary>
    public static string StatusOf(SyncProgress progress) => progress.Status?.ToString() ?? "Syncing";

    private static long Items(SyncProgress progress, string step) =>
        progress.Steps.FirstOrDefault(candidate => candidate.Name == step)?.Items ?? 0;
}
