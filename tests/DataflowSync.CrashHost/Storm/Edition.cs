using System.Globalization;

namespace DataflowSync.CrashHost.Storm;

/// <summary>
/// A large list in one of its editions, made from its number alone. Every third edition changes half of the items, the others one in
/// a hundred; in each some are gone, one is new and the end is turned round.
/// </summary>
internal sealed record Edition(int Number, int Count)
{
    private const int Gone = 1009;
    private const int Little = 97;
    private const int Groups = 50;

    /// <summary>The items in their order; none in edition 0, which stands for nothing published.</summary>
    public IEnumerable<(long Id, string Name, string Group)> Items()
    {
        if (Number == 0)
        {
            yield break;
        }

        yield return Item(Count + Number);
        for (long id = 1; id <= Count; id++)
        {
            var turned = id <= Count - 10 || Number % 2 == 0 ? id : (2 * (long)Count) - 9 - id;
            if (turned % Gone != Number % Gone)
            {
                yield return Item(turned);
            }
        }
    }

    private (long Id, string Name, string Group) Item(long id) =>
        (id, string.Create(CultureInfo.InvariantCulture, $"item {id}, edition {LastChange(id)}"), string.Create(CultureInfo.InvariantCulture, $"group {id % Groups}"));

    private int LastChange(long id)
    {
        var edition = Number;
        while (edition > 1 && !Changes(edition, id))
        {
            edition--;
        }

        return edition;
    }

    private static bool Changes(int edition, long id) => edition % 3 == 0 ? id % 2 == edition / 3 % 2 : id % Little == edition % Little;
}
