using DataflowSync.LiteDb.Documents;
using DataflowSync.LiteDb.Files;
using LiteDB;
using LiteDB.Engine;

namespace DataflowSync.LiteDb.Building;

/// <summary>
/// A LiteDB file being built: rows come in ascending order, each call is one transaction, and there is no index but the
/// primary one. One thread at a time. Failures of LiteDB surface as <see cref="IOException"/>; the file is then of no use.
/// </summary>
internal sealed class DocumentFile : IDisposable
{
    private const int RowsInTransaction = 2_000;
    private const int RowsInCheck = 1_000;

    // Dirty pages gathered in memory before they go to the file: about a batch. More of them gain nothing.
    private const int LogPages = 100;

    private readonly BuildingFile _file;
    private readonly LiteEngine _engine;
    private readonly DocumentCollection _documents;
    private readonly string _collection;

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

    /// <summary>Documents inserted so far.</summary>
    public long Count { get; private set; }

    /// <summary>Inserts documents in one transaction. They are taken one by one, so that each dies young.</summary>
    public void Insert(IEnumerable<BsonDocument> documents) =>
        Count += Guard(() => _engine.Insert(_collection, documents, BsonAutoId.Int32));

    /// <summary>Inserts documents in as many transactions as it takes.</summary>
    public void InsertAll(IEnumerable<BsonDocument> documents)
    {
        using var source = documents.GetEnumerator();
        var isMore = true;
        while (isMore)
        {
            Insert(Next());
        }

        IEnumerable<BsonDocument> Next()
        {
            for (var i = 0; i < RowsInTransaction; i++)
            {
                isMore = source.MoveNext();
                if (!isMore)
                {
                    yield break;
                }

                yield return source.Current;
            }
        }
    }

    /// <summary>Replaces documents that were inserted.</summary>
    public void Update(IReadOnlyList<BsonDocument> documents)
    {
        if (Guard(() => _engine.Update(_collection, documents)) != documents.Count)
        {
            throw new InvalidOperationException("An item was to be merged whose document was never stored.");
        }
    }

    public BsonDocument? Find(int row) => Guard(() => _documents.Find(row));

    /// <summary>Brings everything into the file, checks that it can be read back, and gives it its name.</summary>
    public async Task<StoredFile> FinishAsync(CancellationToken cancellationToken)
    {
        Guard(_engine.Checkpoint);
        var found = Guard(() => CountRows(cancellationToken));
        if (found != Count)
        {
            throw new IOException($"A catalog file was built with {Count} documents, but {found} can be read.");
        }

        _engine.Dispose();
        return await _file.FinishAsync(cancellationToken).ConfigureAwait(false);
    }

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

    private static LiteEngine OpenEngine(Stream file)
    {
        var engine = new LiteEngine(new EngineSettings
        {
            DataStream = file,
            LogStream = new MemoryStream(),
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

    private long CountRows(CancellationToken cancellationToken)
    {
        long count = 0;
        for (var rows = _documents.PageOfRows(0, RowsInCheck); rows.Count > 0; rows = _documents.PageOfRows(rows[^1] + 1, RowsInCheck))
        {
            cancellationToken.ThrowIfCancellationRequested();
            count += rows.Count;
        }

        return count;
    }
}
