using DataflowSync.Perf.Contenders.Movies;
using LiteDB;

namespace DataflowSync.Perf.Contenders;

/// <summary>
/// What a C# developer writes first: <c>DeserializeAsyncEnumerable</c> and upserts in batches of 5,000, LiteDB's defaults, an index on
/// the category. Removes nothing that vanished, keeps no order, shows readers every batch at once, and cannot tell what changed: a
/// second pass writes everything again.
/// </summary>
internal sealed class Idiomatic : IContender
{
    private const int BatchSize = 5_000;

    public async Task<Fetched> RunAsync(ContenderContext context, CancellationToken cancellationToken)
    {
        using var database = new LiteDatabase(context.PathOf("movies.db"));
        var movies = database.GetCollection<MovieDto>("movies");
        movies.EnsureIndex(movie => movie.CategoryId);
        await using var body = await context.OpenListAsync(cancellationToken);
        var batch = new List<MovieDto>(BatchSize);
        var records = 0L;
        await foreach (var movie in System.Text.Json.JsonSerializer.DeserializeAsyncEnumerable(body, MovieJson.Default.MovieDto, cancellationToken))
        {
            batch.Add(movie!);
            records++;
            if (batch.Count == BatchSize)
            {
                movies.Upsert(batch);
                batch.Clear();
            }
        }

        movies.Upsert(batch);
        return new Fetched(records);
    }
}
