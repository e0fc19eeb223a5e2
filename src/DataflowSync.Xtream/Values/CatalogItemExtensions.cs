namespace DataflowSync.Xtream.Values;

internal static class CatalogItemExtensions
{
    /// <summary>A 32-bit integer field; null where it is absent, of another kind or larger.</summary>
    public static int? GetInt32(this CatalogItem item, string field) =>
        item.GetInt64(field) is { } value and >= int.MinValue and <= int.MaxValue ? (int)value : null;
}
