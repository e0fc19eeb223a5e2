namespace DataflowSync.LiteDb.Tests.Simulation;

/// <summary>Lists of records that are easy to talk about.</summary>
internal static class Records
{
    /// <summary>Items 1 to <paramref name="count"/> in groups a and b by turns, all of one edition.</summary>
    public static List<TestRecord> Edition(string edition, int count) =>
        [.. Enumerable.Range(1, count).Select(id => new TestRecord($"{id}", $"{edition} {id}", [id % 2 == 0 ? "b" : "a"]))];

    /// <summary>The list with some items at its beginning changed.</summary>
    public static List<TestRecord> Changed(List<TestRecord> records, string edition, int count) =>
        [.. records.Select((record, i) => i < count ? record with { Name = $"{edition} {record.Id}" } : record)];
}
