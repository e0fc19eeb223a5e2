using DataflowSync.Perf.Providing;

namespace DataflowSync.Perf.Comparing;

/// <summary>One row of the comparison.</summary>
/// <param name="Name">Of the row.</param>
/// <param name="Contender">Who runs.</param>
/// <param name="Catalog">What the provider serves; null for a provider of the user's.</param>
/// <param name="After">The scenario whose files it begins with; null for an empty directory.</param>
/// <param name="ComparedWith">The row its speed is told as a multiple of; null for none.</param>
internal sealed record Scenario(string Name, string Contender, CatalogSetup? Catalog, string? After = null, string? ComparedWith = null);
