using DataflowSync.Xtream.Values;

namespace DataflowSync.Xtream;

/// <summary>A live channel, or a radio.</summary>
public sealed record Channel
{
    /// <summary>Its id. Unique among channels.</summary>
    public required long Id { get; init; }

    /// <summary>Its name, as sent; null where the provider sends none.</summary>
    public string? Name { get; init; }

    /// <summary>Ids of its categories; they need not be listed.</summary>
    public IReadOnlyList<string> CategoryIds { get; init; } = [];

    /// <summary>Address of its logo.</summary>
    public string? Icon { get; init; }

    /// <summary>Its id in the programme guide; often not unique.</summary>
    public string? EpgChannelId { get; init; }

    /// <summary>When it was added, in Unix seconds.</summary>
    public long? Added { get; init; }

    /// <summary>Whether past programmes can be watched; null where the provider does not say.</summary>
    public bool? Archive { get; init; }

    /// <summary>For how many days they can; null where the provider does not say.</summary>
    public int? ArchiveDays { get; init; }

    /// <summary>Whether it is for adults; null where the provider does not say, which does not mean no.</summary>
    public bool? Adult { get; init; }

    /// <summary>What the provider calls its kind, for example <c>live</c> or <c>radio_streams</c>.</summary>
    public string? StreamType { get; init; }

    internal static Channel From(CatalogItem item) => new()
    {
        Id = item.GetInt64("id") ?? 0,
        Name = item.GetString("name"),
        CategoryIds = item.GetList("categoryIds"),
        Icon = item.GetString("icon"),
        EpgChannelId = item.GetString("epgChannelId"),
        Added = item.GetInt64("added"),
        Archive = item.GetBoolean("archive"),
        ArchiveDays = item.GetInt32("archiveDays"),
        Adult = item.GetBoolean("adult"),
        StreamType = item.GetString("streamType"),
    };
}
