using System.Collections.Concurrent;

namespace DataflowSync.Perf.Reading;

/// <summary>One of the readers: opens a snapshot, finds and browses at random, compares every row, opens the next one.</summary>
internal sealed class Reader(
    ICatalogStore store, ProfileId profile, ConcurrentDictionary<long, Edition> editions, MomentWatch watch, TimeSpan pause, int seed)
{
    private const int ReadsInSnapshot = 20;
    private const int FindsForOnePage = 3;

    private readonly Random _random = new(seed);

    public ReadTimes Times { get; } = new();

    public async Task RunAsync(Func<bool> isDone, CancellationToken cancellationToken)
    {
        while (!isDone())
        {
            try
            {
                await using var snapshot = await MeasureAsync(ReadKind.Open, async () => await store.OpenAsync(profile, cancellationToken));
                var edition = editions[snapshot.Version];
                var movies = snapshot.Dataset("movies");
                for (var i = 0; i < ReadsInSnapshot && !isDone(); i++)
                {
                    await ReadAsync(movies, edition, cancellationToken);
                    if (pause > TimeSpan.Zero)
                    {
                        await Task.Delay(pause, TimeProvider.System, cancellationToken);
                    }
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Times.Exceptions.Add(exception); // Told at the end: none is expected.
            }
        }
    }

    private async Task ReadAsync(IDatasetReader movies, Edition edition, CancellationToken cancellationToken)
    {
        await MeasureAsync(ReadKind.Nothing, () => Task.Run(() => true, cancellationToken));
        if (_random.Next(FindsForOnePage + 1) > 0)
        {
            var position = _random.Next(edition.Count);
            var id = edition.IdAt(position);
            var item = await MeasureAsync(ReadKind.Find, async () => await movies.FindAsync(id, cancellationToken));
            Times.Rows++;
            Times.WrongRows += edition.IsRight(position, item) ? 0 : 1;
            return;
        }

        var category = edition.Categories[_random.Next(edition.Categories.Length)];
        var query = new BrowseQuery { Category = category, Take = Edition.PageSize };
        var page = await MeasureAsync(ReadKind.FirstPage, async () => await movies.BrowseAsync(query, cancellationToken).ToListAsync(cancellationToken));
        Times.Rows += page.Count;
        Times.WrongRows += edition.CountWrong(category, page);
    }

    /// <summary>A read that a publication overlaps at its beginning or its end is one during a publication.</summary>
    private async Task<T> MeasureAsync<T>(ReadKind kind, Func<Task<T>> read)
    {
        var before = watch.Now;
        var started = TimeProvider.System.GetTimestamp();
        var result = await read();
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        var after = watch.Now;
        Times.Of(kind, before == SyncMoment.Publish || after == SyncMoment.Publish ? SyncMoment.Publish : before).Add(elapsed);
        return result;
    }
}
