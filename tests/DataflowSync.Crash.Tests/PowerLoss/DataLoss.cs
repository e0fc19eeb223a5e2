namespace DataflowSync.Crash.Tests.PowerLoss;

/// <summary>What becomes of what was written to a file since its flush.</summary>
internal enum DataLoss
{
    /// <summary>It lasts.</summary>
    None,

    /// <summary>All is lost, and the length is what it was.</summary>
    All,

    /// <summary>The length lasts, and zeros are where nothing was before.</summary>
    Zeros,

    /// <summary>The length lasts, and anything is where nothing was before.</summary>
    Garbage,

    /// <summary>Each write lasts, is torn, or is lost; the length may be kept or cut.</summary>
    Random,
}
