using DataflowSync.LiteDb.Index;

namespace DataflowSync.LiteDb.Building;

/// <summary>
/// Gathers the group memberships of the next generation: of unchanged items from the published index, of the others from
/// their content. Not thread-safe.
/// </summary>
internal sealed class GroupCollector(string? groupField)
{
    private const int NoPosition = -1;

    private int[]? _positions;

    public Memberships Memberships { get; } = new();

    /// <summary>Adds an item by its row, before positions are known.</summary>
    public void AddRow(int row, CatalogItem item) => Add(item, row);

    /// <summary>From now on items are placed by their position in the provider's order.</summary>
    public void BeginPositions(GenerationChanges changes)
    {
        if (!AreRowsInOrder(changes))
        {
            _positions = new int[changes.Ledger.RowCount];
            Array.Fill(_positions, NoPosition);
            for (var position = 0; position < changes.Order.Count; position++)
            {
                _positions[changes.Order[position]] = position;
            }
        }

        Memberships.Relocate(row => changes.Ledger.IsUnchanged(row) ? PositionOf(row) : NoPosition);
    }

    /// <summary>Adds the items that stay as they are. It has to happen before changed ones are taken, for then they look the same.</summary>
    public void AddUnchanged(IndexFile previous, Ledger ledger, CancellationToken cancellationToken)
    {
        foreach (var group in previous.Groups())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var number = Memberships.NumberOf(group.Id);
            foreach (var row in previous.Rows(group.Rows))
            {
                if (ledger.IsUnchanged(row))
                {
                    Memberships.Add(number, PositionOf(row));
                }
            }
        }
    }

    /// <summary>Adds a changed item.</summary>
    public void AddChanged(int row, CatalogItem item) => Add(item, PositionOf(row));

    /// <summary>Frees what only placing needed.</summary>
    public void EndPositions() => _positions = null;

    /// <summary>Whether each item's row is its position: always in a first generation, whose rows are numbered as they come.</summary>
    private static bool AreRowsInOrder(GenerationChanges changes)
    {
        var count = changes.Order.Count;
        var position = 0;
        while (position < count && changes.Order[position] == position)
        {
            position++;
        }

        return position == count && count == changes.Ledger.RowCount;
    }

    private int PositionOf(int row) => _positions is null ? row : _positions[row];

    private void Add(CatalogItem item, int number)
    {
        if (groupField is not null)
        {
            Memberships.Add(item.GetList(groupField), number);
        }
    }
}
