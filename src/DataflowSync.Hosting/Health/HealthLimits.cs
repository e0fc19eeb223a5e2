namespace DataflowSync.Hosting.Health;

/// <summary>What still counts as healthy.</summary>
internal sealed record HealthLimits(TimeSpan? MaxAge);
