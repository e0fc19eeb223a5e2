namespace DataflowSync.Testing.Records;

/// <summary>Which categories the items of one list are in.</summary>
internal sealed class CategoryAssignment(long seed, Dataset dataset, Dataset categories, int categoryCount, double repeatedShare)
{
    private const int Salt = 64;
    private const int RevisedSalt = 128;

    private readonly int _repeatedOfMillion = (int)Math.Round(repeatedShare * 1_000_000);

    public ItemCategories Of(Item item)
    {
        Draw draw = Draw.For(seed, dataset.Salt + Salt, item.Id, 0);
        bool repeated = draw.Below(1_000_000) < _repeatedOfMillion && categoryCount > 1;
        bool late = draw.OneIn(2);
        bool ownOnly = draw.OneIn(2);

        int count = draw.Below(64) switch
        {
            0 when !repeated => 0,
            < 8 => 2,
            < 11 => 3,
            _ => repeated ? 2 : 1,
        };
        count = Math.Min(count, categoryCount);
        if (count == 0)
        {
            return new ItemCategories(0, 0, 0, 0, 1, late: false, ownOnly: false);
        }

        // One revised item in eight moves to other categories.
        if (item.Revision > 0)
        {
            Draw revised = Draw.For(seed, dataset.Salt + RevisedSalt, item.Id, item.Revision);
            draw = revised.OneIn(8) ? revised : draw;
        }

        int first = draw.Below(categoryCount);
        int second = count > 1 ? (first + 1 + draw.Below(categoryCount - 1)) % categoryCount : 0;
        int third = second;
        while (count > 2 && (third == first || third == second))
        {
            third = (third + 1) % categoryCount;
        }

        int origin = categories.FirstId;
        return new ItemCategories(origin + first, origin + second, origin + third, count, repeated ? count : 1, late, ownOnly);
    }
}
