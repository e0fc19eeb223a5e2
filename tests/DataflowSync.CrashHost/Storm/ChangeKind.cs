namespace DataflowSync.CrashHost.Storm;

/// <summary>What a sync of a storm has to do.</summary>
internal enum ChangeKind
{
    /// <summary>Nothing was published.</summary>
    First,

    /// <summary>One item in a hundred changed: an overlay.</summary>
    Delta,

    /// <summary>Half of them changed: a new base.</summary>
    Rebuild,
}
