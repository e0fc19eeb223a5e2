namespace DataflowSync;

/// <summary>What one run should do. Immutable; the default is every step, everything.</summary>
public sealed record RunOptions
{
    /// <summary>Names of the steps to run, in any order; null for all. They run in the source's order.</summary>
    public IReadOnlyCollection<string>? Steps { get; init; }

    /// <summary>
    /// Category filter: step name → ids of the categories to keep. Records outside are counted as filtered and not stored.
    /// The list is fetched whole and filtered here: asking per category costs a request each and is not the same list.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>>? Categories { get; init; }

    /// <summary>Parses every record, even where its bytes are those of the last sync.</summary>
    public bool Full { get; init; }

    /// <summary>Names of the steps whose shrinking is accepted in this run; empty for none.</summary>
    public IReadOnlyCollection<string> AcceptShrink { get; init; } = [];
}
