namespace DataflowSync;

/// <summary>
/// One document of a dataset: named values in the order of its format. A value is a <see cref="string"/>, a
/// <see cref="long"/>, a <see cref="double"/>, a <see cref="bool"/> or a list of strings; what is empty is left out. Immutable.
/// </summary>
public sealed class CatalogItem
{
    /// <summary>Makes an item.</summary>
    /// <param name="fields">Its fields, the id first.</param>
    public CatalogItem(IReadOnlyList<KeyValuePair<string, object>> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        Fields = fields;
    }

    /// <summary>The fields that have a value.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Fields { get; }

    /// <summary>The id as text: the value of the first field.</summary>
    public string Id => Fields is [var first, ..] ? FormattableString.Invariant($"{first.Value}") : string.Empty;

    /// <summary>A text field; null where it is absent or of another kind.</summary>
    public string? GetString(string field) => Find(field) as string;

    /// <summary>An integer field; null where it is absent or of another kind.</summary>
    public long? GetInt64(string field) => Find(field) as long?;

    /// <summary>A number, integer or not; null where it is absent or of another kind.</summary>
    public double? GetDouble(string field) => Find(field) switch
    {
        double number => number,
        long number => number,
        _ => null,
    };

    /// <summary>A yes-or-no field; null where it is absent or of another kind.</summary>
    public bool? GetBoolean(string field) => Find(field) as bool?;

    /// <summary>A list field; empty where it is absent or of another kind.</summary>
    public IReadOnlyList<string> GetList(string field) => Find(field) as IReadOnlyList<string> ?? [];

    private object? Find(string field)
    {
        foreach (var (name, value) in Fields)
        {
            if (name == field)
            {
                return value;
            }
        }

        return null;
    }
}
