using DuckDB.NET.Data;

namespace DataflowSync.Perf.Contenders;

/// <summary>
/// DuckDB reads the list into a table with <c>read_json</c>. It cannot fetch it without an extension, so the body goes to a file first,
/// and it must be valid JSON to the last byte. Two threads, as many as the machine has that the table is measured on; the types are given, for
/// guessing them costs a second look and fails on panels that mix them. No order, groups or fingerprints.
/// </summary>
internal sealed class DuckDbLoad : IContender
{
    private const string Columns =
        "{stream_id: 'BIGINT', name: 'VARCHAR', title: 'VARCHAR', year: 'VARCHAR', category_id: 'VARCHAR', category_ids: 'BIGINT[]', stream_icon: 'VARCHAR', "
        + "rating: 'VARCHAR', added: 'VARCHAR', container_extension: 'VARCHAR', plot: 'VARCHAR', \"cast\": 'VARCHAR', director: 'VARCHAR', genre: 'VARCHAR', "
        + "release_date: 'VARCHAR', youtube_trailer: 'VARCHAR', episode_run_time: 'VARCHAR', tmdb: 'VARCHAR', is_adult: 'INTEGER'}";

    public async Task<Fetched> RunAsync(ContenderContext context, CancellationToken cancellationToken)
    {
        var list = context.PathOf("movies.json");
        await using (var body = await context.OpenListAsync(cancellationToken))
        await using (var file = File.Create(list))
        {
            await body.CopyToAsync(file, cancellationToken);
        }

        await using var connection = new DuckDBConnection($"Data Source={context.PathOf("movies.duckdb")}");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE TABLE movies AS SELECT * FROM read_json('{list}', format = 'array', columns = {Columns})";
        await command.ExecuteNonQueryAsync(cancellationToken);
        command.CommandText = "CHECKPOINT";
        await command.ExecuteNonQueryAsync(cancellationToken);
        command.CommandText = "SELECT count(*) FROM movies";
        var records = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        File.Delete(list);
        return new Fetched(records);
    }
}
