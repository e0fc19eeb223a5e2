using DataflowSync.LiteDb.Documents;
using DataflowSync.LiteDb.Files;
using LiteDB;
using LiteDB.Engine;

namespace DataflowSync.LiteDb.Building;

/// <summary>
/// A LiteDB file being built: rows come in ascending order, in as many transactions as it takes, and there is no index but
/// the primary one. One thread at a time. Failures of LiteDB surface as <see cref="IOException"/>; the file is then of no use.
/// </summary>
internal sealed class DocumentFile : IDisposable
{
    // Few, for a transaction holds the page of each row twice; fewer gain nothing.
    private const int RowsInTransaction = 500;
    private const int BytesInTransaction = 8 << 20;

    // Dirty pages gathered in memory before they go to the file: about a batch. More of them gain nothing.
    private const int LogPages = 100;

    // Never reached: a transaction of full size or one largest document, its half-empty pages, and as much for what it replaces.
    private const int LogBytes = 64 << 20;

    // Smaller ones cannot make a transaction too large, however many it has.
    private const int LargeDocument = BytesInTransaction / RowsInTransaction;

    private readonly BuildingFile _file;
    private readonly LiteEngine _engine;
    private readonly DocumentCollection _documents;
    private readonly string _collection;
    private readonly Dictionary<int, int> _largeDocuments = []; // Sizes by row: replacing one logs its old pages too.

    public DocumentFile(ProfileDirectory directory, string name, string dataset)
    {
        _collection = DocumentCollection.NameOf(dataset);
        _file = new BuildingFile(directory, name);
        try
        {
            _engine = Guard(() => OpenEngine(_file.Stream));
        }
        catch
        {
            _file.Dispose();
            throw;
        }

        _documents = new DocumentCollection(_engine, _collection);
    }

    public string Name => _file.Name;

    /// <summary>Documents inserted so far.</summary>
    public long Count { get; private set; }

    /// <summary>Inserts documents. They are taken one by one, so that each dies young.</summary>
    /// <exception cref="IOException">One is larger than LiteDB can hold, or LiteDB failed.</exception>
    public void Insert(IEnumerable<BsonDocument> documents) =>
        InTransactions(documents, transaction => Count += _engine.Insert(_collection, transaction, BsonAutoId.Int32));

    /// <summary>Replaces documents that were inserted.</summary>
    /// <exception cref="IOException">One is larger than LiteDB can hold, or LiteDB failed.</exception>
    public void Update(IEnumerable<BsonDocument> documents)
    {
        long given = 0;
        long replaced = 0;
        InTransactions(
            documents.Select(document =>
            {
                given++;
                return document;
            }),
            transaction => replaced += _engine.Update(_collection, transaction));
        if (given != replaced)
        {
            throw new InvalidOperationException("An item was to be merged whose document was never stored.");
        }
    }

    public BsonDocument? Find(int row) => Guard(() => _documents.Find(row));

    /// <summary>Brings everything into the file and checks that it can be read back. Nothing can be inserted after it.</summary>
    public void Complete(CancellationToken cancellationToken)
    {
        Guard(_engine.Checkpoint);
        var found = Guard(() => _documents.Count(cancellationToken));
        if (found != Count)
        {
            throw new IOException($"A catalog file was built with {Count} documents, but {found} can be read.");
        }

        _engine.Dispose();
    }

    /// <summary>Flushes the complete file and gives it its name.</summary>
    public Task<StoredFile> FinishAsync(CancellationToken cancellationToken) => _file.FinishAsync(cancellationToken);

    public void Dispose()
    {
        try
        {
            _engine.Dispose();
        }
        catch (Exception e) when (e is IOException or LiteException)
        {
            // An engine writes when it is closed. Nobody needs an unfinished file, and what broke it was thrown before.
        }
        finally
        {
            _file.Dispose();
        }
    }

    /// <summary>
    /// Hands out documents by transactions that are small in rows and in bytes: a transaction is in memory whole, first in
    /// its pages and then in the log.
    /// </summary>
    private void InTransactions(IEnumerable<BsonDocument> documents, Action<IEnumerable<BsonDocument>> act)
    {
        using var source = documents.GetEnumerator();
        var isMore = source.MoveNext();
        while (isMore)
        {
            Guard(() =>
            {
                act(Next());
                return true;
            });
        }

        IEnumerable<BsonDocument> Next()
        {
            long bytes = 0;
            for (var rows = 0; isMore && rows < RowsInTransaction; rows++)
            {
                var row = ItemDocument.RowOf(source.Current);
                var size = SizeOf(source.Current, row);
                bytes += size + _largeDocuments.GetValueOrDefault(row);
                if (rows > 0 && bytes > BytesInTransaction)
                {
                    yield break;
                }

                if (size > LargeDocument)
                {
                    _largeDocuments[row] = size;
                }

                yield return source.Current;
                isMore = source.MoveNext();
            }
        }
    }

    /// <summary>The size of a large document; of others, of which nobody asks exactly, the most it can be.</summary>
    private static int SizeOf(BsonDocument document, int row)
    {
        if (ItemDocument.SizeAtMost(document) is var most and <= LargeDocument)
        {
            return (int)most;
        }

        var size = ItemDocument.SizeOf(document);
        return size <= ItemDocument.MaxSize ? size : throw new IOException(FormattableString.Invariant(
            $"The item of row {row} takes {size} bytes; a document of LiteDB holds {ItemDocument.MaxSize} at most."));
    }

    private static LiteEngine OpenEngine(Stream file)
    {
        var engine = new LiteEngine(new EngineSettings
        {
            DataStream = file,
            LogStream = new LogStream(LogBytes),
            TempStream = new MemoryStream(),
            Collation = Collation.Binary,
        });
        engine.Pragma("CHECKPOINT", LogPages);
        return engine;
    }

    private static T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (LiteException e)
        {
            throw new IOException($"LiteDB failed on a file being built: {e.Message}", e);
        }
    }
}
