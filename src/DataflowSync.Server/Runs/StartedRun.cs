namespace DataflowSync.Server.Runs;

/// <summary>A run that has begun.</summary>
/// <param name="ProfileId">The profile.</param>
/// <param name="RunId">Identifies the run.</param>
internal sealed record StartedRun(string ProfileId, string RunId);
