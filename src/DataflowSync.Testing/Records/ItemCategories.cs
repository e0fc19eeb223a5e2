namespace DataflowSync.Testing.Records;

/// <summary>The categories of one item, at most three, and in how many rows it is sent.</summary>
internal readonly struct ItemCategories
{
    public const int Most = 3;

    private readonly int _first;
    private readonly int _second;
    private readonly int _third;

    public ItemCategories(int first, int second, int third, int count, int rows, bool late, bool ownOnly)
    {
        (_first, _second, _third) = (first, second, third);
        (Count, Rows, RepeatsLate, RowsCarryOwnOnly) = (count, rows, late, ownOnly);
    }

    public int Count { get; }

    /// <summary>1, or <see cref="Count"/> for an item that is repeated for each category.</summary>
    public int Rows { get; }

    /// <summary>Whether the repeats come at the end of the list rather than at once.</summary>
    public bool RepeatsLate { get; }

    /// <summary>Whether each row's <c>category_ids</c> names only the row's own category.</summary>
    public bool RowsCarryOwnOnly { get; }

    public int this[int index] => index switch { 0 => _first, 1 => _second, _ => _third };

    public bool Contains(int category)
    {
        for (int i = 0; i < Count; i++)
        {
            if (this[i] == category)
            {
                return true;
            }
        }

        return false;
    }
}
