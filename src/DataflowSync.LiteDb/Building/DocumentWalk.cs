using DataflowSync.LiteDb.Documents;
using DataflowSync.LiteDb.Reading;
using LiteDB;

namespace DataflowSync.LiteDb.Building;

/// <summary>
/// Walks the rows of a ledger once, ascending, and makes the documents of the next generation: unchanged ones as they were
/// published, changed ones from the fetch.
/// </summary>
internal sealed class DocumentWalk(PublishedDocuments previous, GenerationChanges changes, GroupCollector groups, CancellationToken cancellationToken)
{
    private const int RowsBetweenChecks = 1 << 10;

    /// <summary>The documents of all items, with new rows from 0.</summary>
    public IEnumerable<BsonDocument> All()
    {
        var target = 0;
        foreach (var (row, isChanged) in Rows())
        {
            var document = isChanged ? Take(row) : previous.Next(row);
            document[ItemDocument.Row] = target++;
            yield return document;
        }
    }

    /// <summary>The documents that differ from those of the base, under their rows.</summary>
    /// <param name="published">Rows of the overlay so far.</param>
    /// <param name="rows">Receives those of the next one.</param>
    public IEnumerable<BsonDocument> Differing(RowSet published, RowSet rows)
    {
        foreach (var (row, isChanged) in Rows())
        {
            if (isChanged)
            {
                rows.Add(row);
                yield return Take(row);
            }
            else if (published.Contains(row))
            {
                rows.Add(row);
                yield return previous.Next(row);
            }
        }
    }

    private IEnumerable<(int Row, bool IsChanged)> Rows()
    {
        var ledger = changes.Ledger;
        for (var row = 0; row < ledger.RowCount; row++)
        {
            if (row % RowsBetweenChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var isChanged = ledger.IsChanged(row);
            if (isChanged || ledger.IsUnchanged(row))
            {
                yield return (row, isChanged);
            }
        }
    }

    private BsonDocument Take(int row)
    {
        var item = changes.Take(row).ToItem();
        groups.AddChanged(row, item);
        return ItemDocument.From(row, item);
    }
}
