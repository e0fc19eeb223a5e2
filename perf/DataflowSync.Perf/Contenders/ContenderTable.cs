namespace DataflowSync.Perf.Contenders;

/// <summary>The contenders by the names the command line knows them by.</summary>
internal static class ContenderTable
{
    public static IContender Create(string name) => name switch
    {
        "drain" => new Drain(),
        "utf8-scan" => new Utf8Scan(),
        "idiomatic" => new Idiomatic(),
        "original-design" => new OriginalDesign(),
        "sqlite-bulk" => new SqliteBulk(),
        "sqlite-duties" => new SqliteWithDuties(),
        "duckdb" => new DuckDbLoad(),
        "ours" => new Ours(),
        _ => throw new ArgumentException($"No contender is named {name}.", nameof(name)),
    };
}
