namespace DataflowSync.Fuzz.Reading;

/// <summary>How a body comes: in pieces of these sizes, over and over, held in segments of those; empty for all at once.</summary>
internal sealed record Cuts(IReadOnlyList<int> Arrivals, IReadOnlyList<int> Segments)
{
    /// <summary>All at once, in one piece of memory.</summary>
    public static readonly Cuts None = new([], []);

    /// <summary>A long body does not come in tiny pieces only: the reader begins its record again with each of them.</summary>
    private const int MostArrivals = 60;

    /// <summary>Some borders for a body of this length: tiny pieces as well as large ones.</summary>
    public static Cuts Random(Random random, int length) => new(Sizes(random, 1 + (length / MostArrivals)), Sizes(random, 1));

    private static int[] Sizes(Random random, int least)
    {
        var largest = random.Next(5) switch { 0 => 1, 1 => 3, 2 => 17, 3 => 300, _ => 70_000 };
        return [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => least + random.Next(largest))];
    }
}
