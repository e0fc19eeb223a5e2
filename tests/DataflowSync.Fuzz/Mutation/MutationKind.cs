namespace DataflowSync.Fuzz.Mutation;

/// <summary>What is done to bytes.</summary>
internal enum MutationKind
{
    /// <summary>Bits of them are turned.</summary>
    Flip,

    /// <summary>Others stand in their place.</summary>
    Overwrite,

    /// <summary>Others come before them.</summary>
    Insert,

    /// <summary>They are gone.</summary>
    Delete,

    /// <summary>They come twice.</summary>
    Duplicate,

    /// <summary>They change places with as many behind them.</summary>
    Swap,

    /// <summary>They and all behind them are gone.</summary>
    Truncate,
}
