using DataflowSync.Perf.Providing;
using DataflowSync.Testing;

namespace DataflowSync.Perf.Comparing;

/// <summary>The rows of the comparison, in the order they are run in each round: those that are compared stand near each other.</summary>
internal static class Scenarios
{
    public const string Drain = "drain";
    public const string Scan = "utf8-scan";
    public const string First = "ours, first";
    public const string Unchanged = "ours, unchanged";
    public const string Renumbered = "ours, renumbered";
    public const string FewChanged = "ours, 0.01 % changed";
    public const string OnePercentChanged = "ours, 1 % changed";
    public const string Shuffled = "ours, first, ids shuffled";
    public const string Repeated = "ours, first, 30 % repeated per category";
    public const string SqliteBare = "sqlite-bulk, bare";
    public const string SqliteWithDuties = "sqlite-bulk, our duties";
    public const string DuckDb = "duckdb";
    public const string Idiomatic = "idiomatic, first pass";
    public const string IdiomaticAgain = "idiomatic, second pass";
    public const string OriginalDesign = "original-design";

    private const double RepeatedShare = 0.3;

    /// <summary>All rows against a fake provider with so many movies.</summary>
    public static IReadOnlyList<Scenario> All(int movies)
    {
        var plain = new CatalogSetup(movies);
        return
        [
            new(Drain, "drain", plain, ComparedWith: Unchanged),
            new(Scan, "utf8-scan", plain, ComparedWith: Unchanged),
            new(First, "ours", plain),
            new(Unchanged, "ours", plain, First, Scan),
            new(SqliteBare, "sqlite-bulk", plain, ComparedWith: First),
            new(SqliteWithDuties, "sqlite-duties", plain, ComparedWith: First),
            new(DuckDb, "duckdb", plain, ComparedWith: First),
            new(Idiomatic, "idiomatic", plain, ComparedWith: First),
            new(IdiomaticAgain, "idiomatic", plain, Idiomatic, Unchanged),
            new(OriginalDesign, "original-design", plain, ComparedWith: First),
            new(Renumbered, "ours", plain with { IsRenumbered = true }, First, Unchanged),
            new(FewChanged, "ours", plain with { Changed = Math.Max(1, movies / 10_000) }, First, Unchanged),
            new(OnePercentChanged, "ours", plain with { Changed = Math.Max(1, movies / 100) }, First, Unchanged),
            new(Shuffled, "ours", plain with { Ids = FakeIdOrder.Shuffled }, ComparedWith: First),
            new(Repeated, "ours", plain with { RepeatPerCategory = RepeatedShare }, ComparedWith: First),
        ];
    }

    /// <summary>Our rows against a provider that is not ours to change.</summary>
    public static IReadOnlyList<Scenario> Polite() => [new(First, "ours", Catalog: null), new(Unchanged, "ours", Catalog: null, First, First)];
}
