using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Testing;

namespace DataflowSync.EndToEnd.Tests.Readers;

/// <summary>Who reads while syncs publish.</summary>
public sealed class ReadersUnderLoadTests
{
    private const int Syncs = 50;
    private const int Crossing = 6;
    private const int Others = 2;
    private const int Movies = 520; // More than is fetched at a time: the rest is read from files that have no name any more.

    /// <summary>What happens to the provider before a sync; the first leaves it as it is.</summary>
    private static readonly Action<FakeList>[] Lives =
    [
        _ => { },
        list => list.Change(list.Count / 50),
        list => list.Reorder(list.Count),
        list => list.Change(list.Count / 2),
        list => list.Remove(list.Count / 50),
        list => list.InsertAtTop(7),
        list =>
        {
            list.Renumber();
            list.Change(1);
        },
        list =>
        {
            list.Add(9);
            list.RemoveAt(0, 3, 5);
            list.ChangeAt(1, 2);
        },
    ];

    [Fact]
    public async Task Eight_readers_see_no_wrong_row_while_fifty_syncs_publish()
    {
        var editions = new Editions();
        ReadingBarrier? barrier = null;
        await using var fixture = await SyncFixture.StartAsync(
            provider => provider.Movies = Movies,
            store: store => new InterceptedStore(store) { BeforePublish = (_, _) => barrier?.AwaitReadersAsync() ?? Task.CompletedTask },
            files: files => files.RebuildBelow = 0);
        await SyncAsync(fixture, editions, "channels", isChanged: true);
        await SyncAsync(fixture, editions, "movies", isChanged: true);
        var first = editions.Latest;
        barrier = new ReadingBarrier(first, Crossing, Others);
        using var done = new CancellationTokenSource();
        ComparingReader[] readers = [.. Enumerable.Range(0, Crossing + Others).Select(number =>
            new ComparingReader(fixture.Sync.Store, editions, barrier, number, crosses: number < Crossing))];
        Task[] reading = [.. readers.Select(reader => Task.Run(() => reader.RunAsync(done.Token)))];
        var files = new HashSet<string>();

        try
        {
            for (var sync = 0; sync < Syncs; sync++)
            {
                // Channels each seventh time, so that every kind of change meets both datasets.
                var dataset = sync % 7 == 6 ? "channels" : "movies";
                Lives[sync % Lives.Length](fixture.Catalog[dataset]);
                var isChanged = sync % Lives.Length != 0;
                await SyncAsync(fixture, editions, dataset, isChanged);
                if (isChanged)
                {
                    barrier.End();
                }

                files.UnionWith(fixture.Files());
            }
        }
        finally
        {
            barrier.Close();
            await done.CancelAsync();
            await Task.WhenAll(reading);
        }

        var publications = (int)(editions.Latest - first);
        Assert.Equal(Syncs - ((Syncs + Lives.Length - 1) / Lives.Length), publications);
        Assert.All(readers[..Crossing], reader => Assert.Equal(publications, reader.Crossed));
        Assert.All(readers[Crossing..], reader => Assert.Superset(Enumerable.Range((int)first, publications).Select(version => (long)version).ToHashSet(), reader.Versions));
        Assert.InRange(files.Count(file => file.EndsWith(".overlay.db", StringComparison.Ordinal)), 5, publications);
        Assert.InRange(files.Count(file => file.EndsWith(".db", StringComparison.Ordinal) && !file.Contains("overlay", StringComparison.Ordinal)), 5, publications);
    }

    private static async Task SyncAsync(SyncFixture fixture, Editions editions, string dataset, bool isChanged)
    {
        if (isChanged)
        {
            editions.Foresee(fixture.Catalog[dataset]);
        }

        var report = await fixture.SyncStepAsync(dataset);

        Assert.Equal(StepStatus.Completed, report.Status);
        await using var snapshot = await fixture.Sync.Store.OpenAsync(SyncFixture.Profile);
        Assert.Equal(editions.Latest, snapshot.Version);
    }
}
