namespace DataflowSync.Server.Profiles;

/// <summary>When a kind is synced next.</summary>
/// <param name="Due">When it is due.</param>
/// <param name="Wait">Regular, Failure, Guard or Rejected: what it waits for.</param>
/// <param name="Failures">Failures in a row.</param>
internal sealed record PlannedSync(DateTimeOffset Due, string Wait, int Failures);
