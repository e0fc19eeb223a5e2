namespace DataflowSync.Perf.Reading;

/// <summary>What else went on while something was read.</summary>
internal enum SyncMoment
{
    /// <summary>Nothing.</summary>
    Calm,

    /// <summary>A list was fetched and compared.</summary>
    Fetch,

    /// <summary>A generation was written and published.</summary>
    Publish,

    /// <summary>The provider prepared its next list: not measured.</summary>
    Between,
}
