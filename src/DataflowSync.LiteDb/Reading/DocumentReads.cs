using DataflowSync.LiteDb.Documents;

namespace DataflowSync.LiteDb.Reading;

/// <summary>Reads the documents of some rows, in the order of the rows. Neighbours are fetched together.</summary>
internal static class DocumentReads
{
    /// <exception cref="InvalidDataException">A file is damaged, or a document is missing.</exception>
    public static async ValueTask<CatalogItem[]> ReadAsync(OpenGeneration generation, ReadOnlyMemory<int> rows, CancellationToken cancellationToken)
    {
        var items = new CatalogItem[rows.Length]; // null until found
        var overlay = generation.Index.OverlayRows;
        if (generation.OverlayEngines is { } overlayEngines && Any(rows.Span, overlay))
        {
            await overlayEngines.ReadAsync(documents => Fill(documents, rows.Span, overlay.Contains, items), cancellationToken).ConfigureAwait(false);
        }

        if (Array.IndexOf(items, null) >= 0)
        {
            await generation.BaseEngines.ReadAsync(documents => Fill(documents, rows.Span, row => !overlay.Contains(row), items), cancellationToken)
                .ConfigureAwait(false);
        }

        var missing = Array.IndexOf(items, null);
        return missing < 0 ? items : throw new InvalidDataException($"The published document of row {rows.Span[missing]} is missing.");
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

    private static bool Fill(DocumentCollection documents, ReadOnlySpan<int> rows, Func<int, bool> isHere, CatalogItem[] items)
    {
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

            FillRun(documents, rows[start], items.AsSpan(start, end - start));
            start = end;
        }

        return true;
    }

    private static void FillRun(DocumentCollection documents, int first, Span<CatalogItem> items)
    {
        if (items.Length == 1)
        {
            if (documents.Find(first) is { } single)
            {
                items[0] = ItemDocument.ToItem(single);
            }

            return;
        }

        foreach (var document in documents.Range(first, first + items.Length - 1))
        {
            items[ItemDocument.RowOf(document) - first] = ItemDocument.ToItem(document);
        }
    }
}
