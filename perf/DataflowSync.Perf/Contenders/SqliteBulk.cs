using System.Text.Json;
using DataflowSync.Perf.Contenders.Movies;
using Microsoft.Data.Sqlite;

namespace DataflowSync.Perf.Contenders;

/// <summary>
/// The fastest plain load into SQLite from C#: a streaming typed parse, one table, prepared inserts, transactions of 10,000 rows, WAL,
/// no flush at all (<c>synchronous = OFF</c>, which a file built aside can afford). No index but the primary key, no order, no groups
/// to browse, no fingerprints, nothing durable, nothing told of what changed.
/// </summary>
internal sealed class SqliteBulk : IContender
{
    private const int RowsInTransaction = 10_000;

    public async Task<Fetched> RunAsync(ContenderContext context, CancellationToken cancellationToken)
    {
        await using var connection = Sqlite.Open(
            context.PathOf("movies.sqlite"), "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;" + MovieInsert.Table);
        await using var body = await context.OpenListAsync(cancellationToken);
        var transaction = connection.BeginTransaction();
        await using var insert = new MovieInsert(connection, transaction, "movies");
        var records = 0L;
        await foreach (var movie in JsonSerializer.DeserializeAsyncEnumerable(body, MovieJson.Default.MovieDto, cancellationToken))
        {
            insert.Execute(movie!);
            if (++records % RowsInTransaction == 0)
            {
                transaction = Next(connection, transaction);
                insert.Use(transaction);
            }
        }

        await transaction.CommitAsync(cancellationToken);
        await transaction.DisposeAsync();
        Sqlite.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        return new Fetched(records);
    }

    private static SqliteTransaction Next(SqliteConnection connection, SqliteTransaction transaction)
    {
        transaction.Commit();
        transaction.Dispose();
        return connection.BeginTransaction();
    }
}
