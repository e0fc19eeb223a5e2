using System.Globalization;

namespace DataflowSync.LiteDb.Tests.Simulation;

/// <summary>One record as a provider would send it.</summary>
internal sealed record TestRecord(string Id, string Name, IReadOnlyList<string> Groups)
{
    public double? Rating { get; init; }

    public bool? Adult { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What the records of one id make together: the last one's values, the union of the groups.</summary>
    public static TestRecord Merge(TestRecord first, TestRecord next) => next with { Groups = [.. first.Groups.Union(next.Groups)] };

    public void FillIn(ItemBuilder builder)
    {
        builder.Reset();
        builder.Key = Ledger.KeyOf(Id);
        if (long.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            builder.SetInt64(TestFormat.Id, number);
        }
        else
        {
            builder.SetString(TestFormat.Id, Id);
        }

        builder.SetString(TestFormat.Name, Name);
        builder.SetList(TestFormat.Tags, Tags);
        foreach (var group in Groups)
        {
            builder.AddGroup(group);
        }

        if (Rating is { } rating)
        {
            builder.SetDouble(TestFormat.Rating, rating);
        }

        if (Adult is { } adult)
        {
            builder.SetBoolean(TestFormat.Adult, adult);
        }
    }

    /// <summary>One line to compare with; the order of groups means nothing.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Id}|{Name}|{Rating}|{Adult}|{string.Join(',', Tags)}|{string.Join(',', Groups.Order(StringComparer.Ordinal))}");

    public static string Describe(CatalogItem item) => new TestRecord(item.Id, item.GetString("name") ?? string.Empty, item.GetList("categoryIds"))
    {
        Rating = item.GetDouble("rating"),
        Adult = item.GetBoolean("adult"),
        Tags = item.GetList("tags"),
    }.ToString();
}
