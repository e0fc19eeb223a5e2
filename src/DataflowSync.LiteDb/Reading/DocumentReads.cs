using DataflowSync.LiteDb.Documents;
using LiteDB;

namespace DataflowSync.LiteDb.Reading;

/// <summary>Reads the documents of some rows, in the order of the rows. Neighbours are fetched together.</summary>
internal static class DocumentReads
{
    private const long MaxBytes = 8 << 20;

    /// <summary>Reads the first of the rows: at least one, and fewer than all where the documents are large.</summary>
    /// <exception cref="InvalidDataException">A file is damaged, or a document is missing.</exception>
    public static async ValueTask<ArraySegment<CatalogItem>> ReadAsync(OpenGeneration generation, ReadOnlyMemory<int> rows, CancellationToken cancellationToken)
    {
        var items = new CatalogItem[rows.Length]; // null until found
        var end = rows.Length;
        var overlay = generation.Index.OverlayRows;
        if (generation.OverlayEngines is { } overlayEngines && Any(rows.Span, overlay))
        {
            end = await overlayEngines.ReadAsync(documents => Fill(documents, rows.Span, overlay.Contains, items), cancellationToken).ConfigureAwait(false);
        }

        if (Array.IndexOf(items, null, 0, end) >= 0)
        {
            var wanted = rows[..end];
            end = await generation.BaseEngines.ReadAsync(documents => Fill(documents, wanted.Span, row => !overlay.Contains(row), items), cancellationToken)
                .ConfigureAwait(false);
        }

        var missing = Array.IndexOf(items, null, 0, end);
        return missing < 0
            ? new ArraySegment<CatalogItem>(items, 0, end)
            : throw new InvalidDataException($"The published document of row {rows.Span[missing]} is missing.");
    }

    private static bool Any(ReadOnlySpan<int> rows, RowSet set)
    {
        foreach (var row in rows)
        {
            if (set.Contains(row))
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>How many of the rows were dealt with before the documents grew too many bytes.</returns>
    private static int Fill(DocumentCollection documents, ReadOnlySpan<int> rows, Func<int, bool> isHere, CatalogItem[] items)
    {
        long bytes = 0;
        for (var start = 0; start < rows.Length;)
        {
            if (!isHere(rows[start]))
            {
                start++;
                continue;
            }

            var end = start + 1;
            while (end < rows.Length && rows[end] == rows[end - 1] + 1 && isHere(rows[end]))
            {
                end++;
            }

            var read = FillRun(documents, rows[start], items.AsMemory(start, end - start), ref bytes);
            if (bytes >= MaxBytes)
            {
                return start + read;
            }

            start = end;
        }

        return rows.Length;
    }

    /// <returns>How many of the items were dealt with.</returns>
    private static int FillRun(DocumentCollection documents, int first, Memory<CatalogItem> items, ref long bytes)
    {
        var read = items.Length;
        var size = bytes;
        if (items.Length == 1)
        {
            if (documents.Find(first) is { } single)
            {
                Take(single);
            }
        }
        else
        {
            documents.Range(first, first + items.Length - 1, document =>
            {
                Take(document);
                var isEnough = size >= MaxBytes;
                read = isEnough ? ItemDocument.RowOf(document) - first + 1 : read;
                return !isEnough;
            });
        }

        bytes = size;
        return read;

        void Take(BsonDocument document)
        {
            items.Span[ItemDocument.RowOf(document) - first] = ItemDocument.ToItem(document);
            size += ItemDocument.SizeOf(document);
        }
    }
}
