using DataflowSync.LiteDb.Documents;

namespace DataflowSync.LiteDb.Reading;

/// <summary>Reads a published generation whole and compares its parts: pages with sums, ledger with provider order, documents and groups.</summary>
internal sealed class GenerationCheck(OpenGeneration generation, CancellationToken cancellationToken)
{
    private const int RowsBetweenChecks = 1 << 10;

    private readonly Ledger _ledger = generation.Index.LoadLedger();

    /// <exception cref="InvalidDataException">A page is damaged, or two parts contradict each other; the message says which.</exception>
    public void Run()
    {
        generation.VerifyAll(cancellationToken);
        CheckList("the provider's order", generation.Index.Rows(generation.Index.Order), generation.Index.Order.Count, _ledger.Count);
        foreach (var group in generation.Index.Groups())
        {
            CheckList($"group {group.Id}", generation.Index.Rows(group.Rows), group.Rows.Count, group.Rows.Count);
        }

        CheckDocuments();
    }

    /// <summary>A list names each of its rows once.</summary>
    private void CheckList(string name, IEnumerable<int> rows, int count, int expected)
    {
        Require(count == expected, $"{name} has {count} items instead of {expected}");
        var seen = new RowSet(_ledger.RowCount);
        foreach (var row in rows)
        {
            Require((uint)row < (uint)_ledger.RowCount && !seen.Contains(row), $"{name} names row {row} twice, or there is none");
            seen.Add(row);
        }
    }

    /// <summary>Every item of the ledger has its own document.</summary>
    private void CheckDocuments()
    {
        using var documents = new PublishedDocuments(generation);
        var items = 0;
        foreach (var (key, row) in _ledger.Rows())
        {
            if (items++ % RowsBetweenChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var item = ItemDocument.ToItem(documents.Next(row));
            Require(Ledger.KeyOf(item.Id) == key, $"the document of row {row} is another item's than the ledger says");
        }

        Require(items == generation.Pointer.Generation.Count, $"there are {items} items instead of {generation.Pointer.Generation.Count}");
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new InvalidDataException(problem);
        }
    }
}
