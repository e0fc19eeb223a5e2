namespace DataflowSync;

/// <summary>Which items to browse, in the provider's order. The default is all of them.</summary>
public sealed record BrowseQuery
{
    /// <summary>Id of the category to browse; null for the whole dataset.</summary>
    public string? Category { get; init; }

    /// <summary>Id of the item to continue after; null to begin at the first one.</summary>
    public string? After { get; init; }

    /// <summary>
    /// Where to continue when <see cref="After"/> is no longer there: the number of items already shown. So a page cursor
    /// survives a newer generation.
    /// </summary>
    public int Position { get; init; }

    /// <summary>Most items to return; null for no limit.</summary>
    public int? Take { get; init; }
}
