namespace DataflowSync.Crash.Tests.PowerLoss;

/// <summary>The losses that are tried of a disk.</summary>
internal static class Losses
{
    private static readonly DataLoss[] Certain = [DataLoss.None, DataLoss.All, DataLoss.Zeros, DataLoss.Garbage];

    /// <summary>Every kind of loss, names cut off at each place, and what is random as often as said.</summary>
    public static IEnumerable<Loss> Of(Platter platter, int throws, int seed)
    {
        if (!platter.HasPending)
        {
            return [Loss.Nothing];
        }

        var random = Enumerable.Range(0, throws).Select(i => seed + i).ToList();
        return from names in NamesOf(platter, random)
               from data in Certain.Select(loss => (Loss: loss, Seed: seed)).Concat(random.Select(number => (Loss: DataLoss.Random, Seed: number)))
               select new Loss(names.Loss, data.Loss, names.Loss == NameLoss.Later ? names.Seed : (names.Seed * 31) + data.Seed);
    }

    private static IEnumerable<(NameLoss Loss, int Seed)> NamesOf(Platter platter, List<int> random) =>
    [
        (NameLoss.None, 0),
        (NameLoss.All, 0),
        .. Enumerable.Range(1, Math.Max(0, platter.PendingNames - 1)).Select(count => (NameLoss.Later, count)),
        .. platter.PendingNames > 1 ? random.Select(number => (NameLoss.Random, number)) : [],
    ];
}
