using System.Text.Json;
using DataflowSync.Perf.Contenders.Movies;
using Microsoft.Data.Sqlite;

namespace DataflowSync.Perf.Contenders;

/// <summary>
/// The design DataflowSync was asked to replace: the whole body as one text, a list of all movies, then one transaction into a table
/// with six indexes and a full-text table. It gives what we do not: search. It keeps no order and cannot tell what changed.
/// </summary>
internal sealed class OriginalDesign : IContender
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS movies (profile TEXT, category TEXT, genre TEXT, rating REAL, year TEXT, name TEXT, id INTEGER,
            title TEXT, icon TEXT, added REAL, extension TEXT, plot TEXT, cast TEXT, director TEXT, released TEXT, trailer TEXT, run_time TEXT,
            tmdb TEXT, adult INTEGER, PRIMARY KEY (profile, id));
        CREATE INDEX IF NOT EXISTS by_profile ON movies (profile);
        CREATE INDEX IF NOT EXISTS by_category ON movies (category);
        CREATE INDEX IF NOT EXISTS by_name ON movies (name);
        CREATE INDEX IF NOT EXISTS by_rating ON movies (rating);
        CREATE INDEX IF NOT EXISTS by_year ON movies (year);
        CREATE INDEX IF NOT EXISTS by_genre ON movies (genre);
        CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5 (name, plot, cast, director, genre);
        """;

    public async Task<Fetched> RunAsync(ContenderContext context, CancellationToken cancellationToken)
    {
        await using var body = await context.OpenListAsync(cancellationToken);
        using var reader = new StreamReader(body);
        var text = await reader.ReadToEndAsync(cancellationToken);
        var movies = JsonSerializer.Deserialize(text, MovieJson.Default.ListMovieDto)!;

        await using var connection = Sqlite.Open(context.PathOf("movies.sqlite"), "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + Schema);
        await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(cancellationToken);
        await using var insert = new MovieInsert(connection, transaction, "movies", "profile", "'home'");
        await using var index = connection.CreateCommand();
        index.Transaction = transaction;
        index.CommandText = "INSERT INTO search (rowid, name, plot, cast, director, genre) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)";
        var terms = Sqlite.AddParameters(index, count: 6);
        foreach (var movie in movies)
        {
            insert.Execute(movie);
            Sqlite.Set(terms, movie.Id, movie.Name, movie.Plot, movie.Cast, movie.Director, movie.Genre);
            index.ExecuteNonQuery();
        }

        await transaction.CommitAsync(cancellationToken);
        Sqlite.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        return new Fetched(movies.Count);
    }
}
