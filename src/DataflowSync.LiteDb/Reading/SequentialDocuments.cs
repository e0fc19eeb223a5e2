using DataflowSync.LiteDb.Documents;
using DataflowSync.LiteDb.Files;
using LiteDB;
using LiteDB.Engine;

namespace DataflowSync.LiteDb.Reading;

/// <summary>Reads a document file through an engine of its own, from its first row to its last by pages. One thread at a time.</summary>
internal sealed class SequentialDocuments : IDisposable
{
    // A page has to die young: with a thousand documents the garbage collector took half of a rebuild's time.
    private const int PageDocuments = 100;

    private readonly LiteEngine _engine;
    private readonly DocumentCollection _documents;
    private List<BsonDocument> _page = [];
    private int _next;

    public SequentialDocuments(VerifiedFile file, string dataset)
    {
        _engine = DocumentCollection.OpenEngine(file);
        _documents = new DocumentCollection(_engine, DocumentCollection.NameOf(dataset));
    }

    public long Count(CancellationToken cancellationToken) => Guard(() => _documents.Count(cancellationToken));

    public BsonDocument Find(int row) => Guard(() => _documents.Find(row)) ?? throw Missing(row);

    public BsonDocument Next(int row)
    {
        while (true)
        {
            if (_next == _page.Count)
            {
                _page = Guard(() => _documents.Page(row, PageDocuments));
                _next = 0;
            }

            if (_page.Count == 0)
            {
                throw Missing(row);
            }

            var document = _page[_next++];
            var found = ItemDocument.RowOf(document);
            if (found >= row)
            {
                return found == row ? document : throw Missing(row);
            }
        }
    }

    public void Dispose() => _engine.Dispose();

    private static InvalidDataException Missing(int row) => new($"The published document of row {row} is missing.");

    private static T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (LiteException e)
        {
            throw new InvalidDataException($"LiteDB cannot read a published file: {e.Message}", e);
        }
    }
}
