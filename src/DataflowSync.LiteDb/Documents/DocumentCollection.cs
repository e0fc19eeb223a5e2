using DataflowSync.LiteDb.Files;
using LiteDB;
using LiteDB.Engine;

namespace DataflowSync.LiteDb.Documents;

/// <summary>
/// The one collection of a document file, read through one engine. Results are drained before a method returns: a cursor
/// belongs to one thread and pins every page it touches. One thread at a time; an engine that threw is dead.
/// </summary>
internal sealed class DocumentCollection(ILiteEngine engine, string name)
{
    private const int RowsInCount = 1_000;

    // LiteDB keeps every expression text it ever saw: values go in as parameters only.
    private const string ById = "$._id = @0";
    private const string ByIds = "$._id IN @0";
    private const string ByRange = "$._id BETWEEN @0 AND @1";
    private const string From = "$._id >= @0";

    private const int BytesInPage = 8 << 20;

    /// <summary>The collection's name for a dataset: LiteDB knows no hyphen in names.</summary>
    public static string NameOf(string dataset) => dataset.Replace('-', '_');

    /// <summary>Opens an engine over a published file; it never writes.</summary>
    public static LiteEngine OpenEngine(VerifiedFile file) => new(new EngineSettings
    {
        DataStream = new VerifiedStream(file, start: 0, file.Length),
        LogStream = new MemoryStream(),
        TempStream = new MemoryStream(),
    });

    public BsonDocument? Find(int row)
    {
        BsonDocument? found = null;
        Read(BsonExpression.Create(ById, row), document =>
        {
            found = document;
            return true;
        });
        return found;
    }

    /// <summary>Hands out the documents of some rows, in their order, for as long as they are wanted.</summary>
    public void Find(IReadOnlyCollection<int> rows, Func<BsonDocument, bool> takeAndGoOn) =>
        Read(BsonExpression.Create(ByIds, new BsonArray(rows.Select(row => new BsonValue(row)))), takeAndGoOn);

    /// <summary>Hands out the documents of a range of rows, ascending, for as long as they are wanted.</summary>
    public void Range(int first, int last, Func<BsonDocument, bool> takeAndGoOn) => Read(BsonExpression.Create(ByRange, first, last), takeAndGoOn);

    /// <summary>The first documents from a row on, ascending: at least one, and fewer where they are large.</summary>
    public List<BsonDocument> Page(int row, int limit)
    {
        var page = new List<BsonDocument>(limit);
        long bytes = 0;
        Read(BsonExpression.Create(From, row), document =>
        {
            page.Add(document);
            bytes += ItemDocument.SizeOf(document);
            return bytes < BytesInPage;
        }, limit);
        return page;
    }

    /// <summary>Only the rows of such a page, read from the primary index alone.</summary>
    public List<int> PageOfRows(int row, int limit)
    {
        var page = new List<int>(limit);
        Read(BsonExpression.Create(From, row), document =>
        {
            page.Add(ItemDocument.RowOf(document));
            return true;
        }, limit, "$._id");
        return page;
    }

    /// <summary>Counts the documents by reading the primary index.</summary>
    public long Count(CancellationToken cancellationToken)
    {
        long count = 0;
        for (var rows = PageOfRows(0, RowsInCount); rows.Count > 0; rows = PageOfRows(rows[^1] + 1, RowsInCount))
        {
            cancellationToken.ThrowIfCancellationRequested();
            count += rows.Count;
        }

        return count;
    }

    private void Read(BsonExpression where, Func<BsonDocument, bool> takeAndGoOn, int limit = int.MaxValue, string? select = null)
    {
        var query = new Query { Limit = limit };
        query.Where.Add(where);
        if (select is not null)
        {
            query.Select = BsonExpression.Create(select);
        }

        using var reader = engine.Query(name, query);
        while (reader.Read() && takeAndGoOn(reader.Current.AsDocument))
        {
            // All is done with taking.
        }
    }
}
