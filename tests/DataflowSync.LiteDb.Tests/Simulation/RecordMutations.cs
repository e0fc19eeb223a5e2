namespace DataflowSync.LiteDb.Tests.Simulation;

/// <summary>Makes lists of records and changes them as providers do.</summary>
internal static class RecordMutations
{
    public static List<TestRecord> First(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => Any(random))];

    public static List<TestRecord> Next(Random random, List<TestRecord> records)
    {
        List<TestRecord> next = [.. records];
        for (var change = random.Next(4); change > 0; change--)
        {
            Change(random, next);
        }

        return next;
    }

    private static void Change(Random random, List<TestRecord> records)
    {
        var many = 1 + random.Next(random.Next(2) == 0 ? 3 : 60);
        switch (random.Next(6))
        {
            case 0:
                records.AddRange(First(random, many));
                break;
            case 1:
                records.InsertRange(0, First(random, many));
                break;
            case 2:
                records.RemoveRange(0, Math.Min(many, records.Count));
                break;
            case 3:
                records.RemoveAll(_ => random.Next(100) < many);
                break;
            case 4:
                random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(records));
                break;
            default:
                for (var i = 0; i < Math.Min(many, records.Count); i++)
                {
                    var at = random.Next(records.Count);
                    records[at] = Any(random) with { Id = records[at].Id };
                }

                break;
        }
    }

    private static TestRecord Any(Random random) => new(
        random.Next(4) == 0 ? $"ID-{random.Next(200)}" : $"{1 + random.Next(400)}",
        $"Ünïcode {random.Next()} \u4e2d\0",
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(12) == 0 ? "" : $"g{random.Next(10)}").Where(group => group.Length > 0).Distinct()])
    {
        Rating = random.Next(3) == 0 ? null : random.NextDouble() * 10,
        Adult = random.Next(3) == 0 ? null : random.Next(2) == 0,
        Tags = [.. Enumerable.Range(0, random.Next(3)).Select(i => $"tag {i}")],
    };
}
