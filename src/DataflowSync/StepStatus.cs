namespace DataflowSync;

/// <summary>How one step of a run ended.</summary>
public enum StepStatus
{
    /// <summary>Not started: the run ended before it.</summary>
    Skipped,

    /// <summary>Read to the closing bracket and published, or found equal to what is published.</summary>
    Completed,

    /// <summary>Fetched in several bodies of which some failed: published, with removal only inside the whole ones.</summary>
    Partial,

    /// <summary>Read whole, but it would have removed suspiciously much: nothing was published.</summary>
    Guarded,

    /// <summary>Nothing was published; the error says why.</summary>
    Failed,

    /// <summary>Cancelled before it could publish.</summary>
    Cancelled,
}
