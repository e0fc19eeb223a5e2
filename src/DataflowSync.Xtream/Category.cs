namespace DataflowSync.Xtream;

/// <summary>A category of channels, movies or series.</summary>
public sealed record Category
{
    /// <summary>Its id: opaque text, mostly digits. Unique among categories of one kind.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, as sent.</summary>
    public string? Name { get; init; }

    /// <summary>Id of the category it is in; real panels send <c>0</c>: none.</summary>
    public string? ParentId { get; init; }

    internal static Category From(CatalogItem item) => new()
    {
        Id = item.Id,
        Name = item.GetString("name"),
        ParentId = item.GetString("parentId"),
    };
}
