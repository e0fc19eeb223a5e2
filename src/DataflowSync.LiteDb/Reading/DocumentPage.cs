using DataflowSync.LiteDb.Documents;
using LiteDB;

namespace DataflowSync.LiteDb.Reading;

/// <summary>
/// Reads runs of neighbouring rows from one file: long ones by a range each, what stands alone by one query together, for a
/// query costs as much as finding a document. In the order of the rows; not thread-safe.
/// </summary>
/// <param name="documents">The file.</param>
/// <param name="items">Receives the items, each at the place of its row.</param>
/// <param name="maxBytes">Bytes of documents after which no more are read.</param>
internal sealed class DocumentPage(DocumentCollection documents, CatalogItem[] items, long maxBytes)
{
    private const int ShortRun = 3;

    private readonly List<(int Row, int Place)> _scattered = [];
    private long _bytes;

    /// <summary>The place before which all was dealt with when the documents grew too many bytes; null before that.</summary>
    public int? End { get; private set; }

    /// <summary>Reads a run, now or with those behind it.</summary>
    /// <param name="first">Its first row.</param>
    /// <param name="place">The place of that row.</param>
    /// <param name="count">Its length.</param>
    public void Add(int first, int place, int count)
    {
        if (count <= ShortRun)
        {
            for (var i = 0; i < count; i++)
            {
                _scattered.Add((first + i, place + i));
            }

            return;
        }

        Flush();
        if (End is null)
        {
            documents.Range(first, first + count - 1, document => Take(document, place + ItemDocument.RowOf(document) - first));
        }
    }

    /// <summary>Reads what waits.</summary>
    public void Flush()
    {
        if (_scattered is [var single])
        {
            if (documents.Find(single.Row) is { } document)
            {
                Take(document, single.Place);
            }
        }
        else if (_scattered.Count > 0)
        {
            // Documents come in the order asked for; one may be missing.
            var next = 0;
            documents.Find(_scattered.ConvertAll(asked => asked.Row), document =>
            {
                var row = ItemDocument.RowOf(document);
                while (_scattered[next].Row != row)
                {
                    next++;
                }

                return Take(document, _scattered[next].Place);
            });
        }

        _scattered.Clear();
    }

    private bool Take(BsonDocument document, int place)
    {
        items[place] = ItemDocument.ToItem(document);
        _bytes += ItemDocument.SizeOf(document);
        if (_bytes >= maxBytes)
        {
            End = place + 1;
        }

        return End is null;
    }
}
