namespace DataflowSync.Server.Progress;

/// <summary>A moment of a run with all there is to see of it: how far its steps are, how full the blocks of its graph, how fast.</summary>
internal sealed record LiveRun
{
    /// <summary>The profile.</summary>
    public required string ProfileId { get; init; }

    /// <summary>Identifies the run.</summary>
    public required string RunId { get; init; }

    /// <summary>Syncing, or how the run ended: Completed, Partial, Failed, Cancelled.</summary>
    public required string Status { get; init; }

    /// <summary>Percent done; it never goes back within a run.</summary>
    public required int Progress { get; init; }

    /// <summary>What goes on, for a person.</summary>
    public required string CurrentStep { get; init; }

    /// <summary>Milliseconds since the run began.</summary>
    public required long ElapsedMs { get; init; }

    /// <summary>Items a second over the last moments.</summary>
    public required long ItemsPerSecond { get; init; }

    /// <summary>Bytes of the lists a second over the last moments, unpacked.</summary>
    public required long BytesPerSecond { get; init; }

    /// <summary>Bytes of the lists so far, unpacked.</summary>
    public required long Bytes { get; init; }

    /// <summary>Steps that were tried again, counted as often as they were.</summary>
    public required int Retries { get; init; }

    /// <summary>The steps asked for, in order.</summary>
    public required IReadOnlyList<LiveStep> Steps { get; init; }

    /// <summary>Block of the running graph → how full it is, 0 to 1: fetch, parse, batch, store. Nothing while none runs.</summary>
    public required IReadOnlyDictionary<string, double> Blocks { get; init; }

    /// <summary>One line for each error so far.</summary>
    public required IReadOnlyList<string> Errors { get; init; }

    public static LiveRun From(SyncProgress progress) => new()
    {
        ProfileId = progress.ProfileId.Value,
        RunId = progress.RunId,
        Status = ProgressEvent.StatusOf(progress),
        Progress = progress.Progress,
        CurrentStep = progress.CurrentStep,
        ElapsedMs = (long)progress.Elapsed.TotalMilliseconds,
        ItemsPerSecond = (long)progress.ItemsPerSecond,
        BytesPerSecond = (long)progress.BytesPerSecond,
        Bytes = progress.Bytes,
        Retries = progress.Steps.Sum(step => Math.Max(0, step.Attempts - 1)),
        Steps = [.. progress.Steps.Select(step => new LiveStep(step.Name, step.Status?.ToString(), step.Items, step.Fraction, step.Attempts))],
        Blocks = progress.BlockFill,
        Errors = progress.Errors,
    };
}
