using Microsoft.Data.Sqlite;

namespace DataflowSync.Perf.Contenders.Movies;

/// <summary>A prepared insert of a movie, one column a field.</summary>
internal sealed class MovieInsert : IAsyncDisposable
{
    private const string Columns =
        "id, name, title, year, category, icon, rating, added, extension, plot, cast, director, genre, released, trailer, run_time, tmdb, adult";

    public const string Table = """
        CREATE TABLE movies (id INTEGER PRIMARY KEY, name TEXT, title TEXT, year TEXT, category TEXT, icon TEXT, rating REAL, added REAL,
            extension TEXT, plot TEXT, cast TEXT, director TEXT, genre TEXT, released TEXT, trailer TEXT, run_time TEXT, tmdb TEXT, adult INTEGER);
        """;

    private const int Count = 18;

    private readonly SqliteCommand _command;
    private readonly SqliteParameter[] _parameters;

    /// <summary>Prepares the command.</summary>
    /// <param name="connection">Where to insert.</param>
    /// <param name="transaction">Of the connection, now; see <see cref="Use"/>.</param>
    /// <param name="table">Into which table.</param>
    /// <param name="column">One more column, or null.</param>
    /// <param name="value">Its value, as SQL.</param>
    public MovieInsert(SqliteConnection connection, SqliteTransaction transaction, string table, string? column = null, string? value = null)
    {
        _command = connection.CreateCommand();
        _command.Transaction = transaction;
        var (columns, values) = column is null ? (Columns, "") : ($"{column}, {Columns}", $"{value}, ");
        _command.CommandText =
            $"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({values}{string.Join(", ", Enumerable.Range(0, Count).Select(number => $"@p{number}"))})";
        _parameters = Sqlite.AddParameters(_command, Count);
    }

    public void Use(SqliteTransaction transaction) => _command.Transaction = transaction;

    public void Execute(MovieDto movie)
    {
        Sqlite.Set(
            _parameters, movie.Id, movie.Name, movie.Title, movie.Year, movie.CategoryId, movie.Icon, movie.Rating, movie.Added, movie.ContainerExtension,
            movie.Plot, movie.Cast, movie.Director, movie.Genre, movie.ReleaseDate, movie.YoutubeTrailer, movie.RunTime, movie.TmdbId, movie.Adult);
        _command.ExecuteNonQuery();
    }

    public ValueTask DisposeAsync() => _command.DisposeAsync();
}
