namespace DataflowSync.Perf.Comparing;

/// <summary>What a sync should reach.</summary>
/// <param name="Name">In the words of the table.</param>
/// <param name="Measured">Null where a row of it is missing.</param>
/// <param name="Required">The limit; null for none.</param>
/// <param name="Stretch">The limit to be proud of; null for none.</param>
/// <param name="IsCeiling">Whether less is better.</param>
/// <param name="ByCpu">The same ratio of CPU seconds an item: what other work on the machine disturbs less. Null where it is no ratio of speeds.</param>
internal sealed record Target(string Name, double? Measured, double? Required, double? Stretch, bool IsCeiling = false, double? ByCpu = null)
{
    public string Verdict => Measured is null ? "not measured" : Meets(Stretch) ? "stretch" : Required is null ? "not reached" : Meets(Required) ? "reached" : "NOT reached";

    private bool Meets(double? limit) => limit is not null && (IsCeiling ? Measured <= limit : Measured >= limit);
}
