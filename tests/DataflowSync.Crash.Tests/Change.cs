namespace DataflowSync.Crash.Tests;

/// <summary>What a sync has to do.</summary>
public enum Change
{
    /// <summary>Nothing was published.</summary>
    First,

    /// <summary>A little changed: a new overlay in the place of one.</summary>
    Delta,

    /// <summary>Much changed: a new base in the place of base and overlay.</summary>
    Rebuild,
}
