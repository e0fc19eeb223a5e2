using System.Collections.Concurrent;
using System.Text.Json;
using DataflowSync.LiteDb;
using DataflowSync.Perf.Measuring;
using DataflowSync.Perf.Providing;
using DataflowSync.Xtream;

namespace DataflowSync.Perf.Reading;

/// <summary>Engine and readers in one process, as an application has them; the provider in another.</summary>
internal sealed class ReadersRun(int items, int readers, int syncs, TimeSpan pause)
{
    public const string Profile = "readers";
    public const string SmallProfile = "small";

    private const int SmallItems = 2_000;
    private const int AloneSeconds = 10;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("dataflowsync-readers-");
    private readonly ConcurrentDictionary<long, Edition> _editions = new();
    private readonly Conditions _conditions = new();
    private long _version;

    /// <summary>1 % changed is an overlay; 30 % changed, and changed back, a new base.</summary>
    private CatalogSetup[] Cycle =>
    [
        new(items), new(items, Changed: items / 100), new(items), new(items, Changed: items * 3 / 10),
    ];

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var provider = new ProviderProcess();
            await SyncAsync(provider, SmallProfile, new CatalogSetup(SmallItems), cancellationToken);
            var editions = new Dictionary<CatalogSetup, Edition>();
            foreach (var setup in Cycle.Distinct())
            {
                await TellAsync($"deriving what must be read of {setup}");
                editions.Add(setup, await Edition.DeriveAsync(setup, cancellationToken));
            }

            await PublishAsync(provider, Cycle[0], editions[Cycle[0]], cancellationToken);
            using var watch = new MomentWatch();
            await TellAsync("one reader alone");
            var alone = await ReadForAsync(1, TimeSpan.Zero, watch, cancellationToken);
            await TellAsync($"{readers} readers, no sync");
            var times = await ReadForAsync(readers, pause, watch, cancellationToken);
            times.AddAll(await ReadDuringAsync(
                watch,
                async () =>
                {
                    for (var sync = 1; sync <= syncs; sync++)
                    {
                        var setup = Cycle[sync % Cycle.Length];
                        await TellAsync($"sync {sync} of {syncs}");
                        await PublishAsync(provider, setup, editions[setup], cancellationToken, watch);
                    }
                },
                cancellationToken));
            await TellAsync("memory");
            Console.WriteLine(ReadersTable.Print(
                _conditions.Describe(FormattableString.Invariant($"readers --items {items} --readers {readers} --syncs {syncs} --pause {pause.TotalMilliseconds}")),
                readers,
                alone,
                times,
                watch.Publications,
                await MeasureMemoryAsync(cancellationToken)));
            return alone.WrongRows + times.WrongRows == 0 && times.Exceptions.Count == 0 ? 0 : 1;
        }
        finally
        {
            _data.Delete(recursive: true);
        }
    }

    private static Task TellAsync(string what) => Console.Error.WriteLineAsync(what);

    /// <summary>Says what the next version will show before any reader can see it, and publishes it.</summary>
    private async Task PublishAsync(ProviderProcess provider, CatalogSetup setup, Edition edition, CancellationToken cancellationToken, MomentWatch? watch = null)
    {
        _editions[++_version] = edition;
        await SyncAsync(provider, Profile, setup, cancellationToken, watch);
    }

    private async Task SyncAsync(ProviderProcess provider, string profile, CatalogSetup setup, CancellationToken cancellationToken, MomentWatch? watch = null)
    {
        var served = await provider.ServeAsync(setup, cancellationToken);
        var account = new XtreamAccount(served.Url, served.Username, served.Password);
        var engine = new SyncEngineBuilder().UseLiteDb(_data.FullName).AddXtream(profile, account, new XtreamOptions { RequestInterval = TimeSpan.Zero }).Build();
        if (watch is not null)
        {
            watch.Now = SyncMoment.Fetch;
        }

        var report = await engine.RunAsync(profile, new RunOptions { Steps = [Datasets.Movies] }, cancellationToken: cancellationToken);
        if (watch is not null)
        {
            watch.Now = SyncMoment.Between;
        }

        if (report.Status != SyncStatus.Completed)
        {
            throw new InvalidOperationException($"A sync ended {report.Status}: {report.Error ?? report.Steps[0].Error}");
        }
    }

    private Task<ReadTimes> ReadForAsync(int count, TimeSpan between, MomentWatch watch, CancellationToken cancellationToken) => ReadAsync(
        count, between, watch, () => Task.Delay(TimeSpan.FromSeconds(AloneSeconds), TimeProvider.System, cancellationToken), cancellationToken);

    private async Task<ReadTimes> ReadDuringAsync(MomentWatch watch, Func<Task> work, CancellationToken cancellationToken)
    {
        watch.Now = SyncMoment.Between;
        return await ReadAsync(readers, pause, watch, work, cancellationToken);
    }

    /// <summary>Reads for as long as some work goes on.</summary>
    private async Task<ReadTimes> ReadAsync(int count, TimeSpan between, MomentWatch watch, Func<Task> work, CancellationToken cancellationToken)
    {
        var store = new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = _data.FullName });
        var isDone = false;
        Reader[] all = [.. Enumerable.Range(0, count).Select(seed => new Reader(store, Profile, _editions, watch, between, seed))];
        Task[] running = [.. all.Select(reader => Task.Run(() => reader.RunAsync(() => Volatile.Read(ref isDone), cancellationToken), cancellationToken))];
        try
        {
            await work();
        }
        finally
        {
            Volatile.Write(ref isDone, true);
            await Task.WhenAll(running);
        }

        var times = new ReadTimes();
        Array.ForEach(all, reader => times.AddAll(reader.Times));
        return times;
    }

    private async Task<SnapshotMemory> MeasureMemoryAsync(CancellationToken cancellationToken)
    {
        using var process = ContenderProcess.Start(["snapshot-memory", _data.FullName, $"{readers}"]);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return JsonSerializer.Deserialize<SnapshotMemory>(output)!;
    }
}
