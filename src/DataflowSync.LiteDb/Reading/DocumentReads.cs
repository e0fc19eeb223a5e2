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
        var page = new DocumentPage(documents, items, MaxBytes);
        for (var start = 0; start < rows.Length;)
        {
            var end = start + 1;
            if (isHere(rows[start]))
            {
                while (end < rows.Length && rows[end] == rows[end - 1] + 1 && isHere(rows[end]))
                {
                    end++;
                }

                page.Add(rows[start], start, end - start);
                if (page.End is { } full)
                {
                    return full;
                }
            }

            start = end;
        }

        page.Flush();
        return page.End ?? rows.Length;
    }
}
