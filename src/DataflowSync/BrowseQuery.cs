namespace DataflowSync;

/// <summary>Which items to browse, in the provider's order. The default is all of them.</summary>
public sealed record BrowseQuery
{
    /// <summary>Id of the category to browse; null for the whole dataset.</summary>
    public string? Category { get; init; }

    /// <summary>Id of the item to continue after; null to begin at the first one.</summary>
    public string? After { get; init; }

    /// <summary>
    /// The number of items already shown, for continuing when <see cref="After"/> is no longer there: then it
    /// goes on with the item that took its place. So a page cursor survives a newer generation; where
    /// more of the list before it changed, items may be shown twice or left out.
    /// </summary>
    public int Position { get; init; }

    /// <summary>Most items to return; null for no limit.</summary>
    public int? Take { get; init; }
}
