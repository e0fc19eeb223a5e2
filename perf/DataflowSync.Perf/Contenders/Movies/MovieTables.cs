using Microsoft.Data.Sqlite;

namespace DataflowSync.Perf.Contenders.Movies;

/// <summary>Movies, a ledger of them, and the members of each category, written together in transactions of 10,000 movies.</summary>
internal sealed class MovieTables : IAsyncDisposable
{
    public const string Schema = MovieInsert.Table + """
        CREATE TABLE ledger (id INTEGER PRIMARY KEY, place INTEGER, raw INTEGER);
        CREATE TABLE members (category INTEGER, place INTEGER, PRIMARY KEY (category, place)) WITHOUT ROWID;
        """;

    private const int RowsInTransaction = 10_000;

    private readonly SqliteConnection _connection;
    private readonly MovieInsert _movies;
    private readonly SqliteCommand _ledger;
    private readonly SqliteCommand _members;
    private readonly SqliteParameter[] _entry;
    private readonly SqliteParameter[] _member;
    private SqliteTransaction _transaction;

    public MovieTables(SqliteConnection connection)
    {
        _connection = connection;
        _transaction = connection.BeginTransaction();
        _movies = new MovieInsert(connection, _transaction, "movies");
        (_ledger, _entry) = Prepare("INSERT OR REPLACE INTO ledger (id, place, raw) VALUES (@p0, @p1, @p2)", 3);
        (_members, _member) = Prepare("INSERT OR IGNORE INTO members (category, place) VALUES (@p0, @p1)", 2);
    }

    public long Rows { get; private set; }

    public void Insert(MovieDto movie, long raw)
    {
        _movies.Execute(movie);
        Sqlite.Set(_entry, movie.Id, Rows, raw);
        _ledger.ExecuteNonQuery();
        foreach (var category in movie.CategoryIds ?? [])
        {
            Sqlite.Set(_member, category, Rows);
            _members.ExecuteNonQuery();
        }

        if (++Rows % RowsInTransaction == 0)
        {
            Commit();
            _transaction = _connection.BeginTransaction();
            _movies.Use(_transaction);
            _ledger.Transaction = _members.Transaction = _transaction;
        }
    }

    public void Commit()
    {
        _transaction.Commit();
        _transaction.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _movies.DisposeAsync();
        await _ledger.DisposeAsync();
        await _members.DisposeAsync();
    }

    private (SqliteCommand Command, SqliteParameter[] Parameters) Prepare(string text, int count)
    {
        var command = _connection.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = text;
        return (command, Sqlite.AddParameters(command, count));
    }
}
