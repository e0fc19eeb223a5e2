namespace DataflowSync.Perf.Reading;

/// <summary>What a reader asks for.</summary>
internal enum ReadKind
{
    /// <summary>A snapshot.</summary>
    Open,

    /// <summary>One item by its id.</summary>
    Find,

    /// <summary>The first 50 items of a category.</summary>
    FirstPage,

    /// <summary>Nothing, on the thread pool: what the machine and the garbage collector add to any read.</summary>
    Nothing,
}
