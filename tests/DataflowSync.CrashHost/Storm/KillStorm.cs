using DataflowSync.LiteDb;

namespace DataflowSync.CrashHost.Storm;

/// <summary>
/// Kills syncs of a large list at random, each on what the one before left behind. After each kill a reader has to find exactly
/// the old or the new edition; at times a sync is let go to its end, and then nothing may be left over.
/// </summary>
internal sealed class KillStorm(int items, int seed, Action<string> tell) : IDisposable
{
    private const int KillsBetweenEnds = 4;
    private const int KillsInDirectory = 12;
    private const int MomentsAroundSwap = 80;

    private readonly Random _random = new(seed);
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("dataflowsync-storm-");
    private readonly Dictionary<ChangeKind, SyncCost> _costs = [];
    private readonly SortedDictionary<string, int> _counts = []; // How often a kill or an end of each kind came.
    private int _directories;
    private int _published;

    /// <summary>Syncs that were killed.</summary>
    public int Killed { get; private set; }

    private string Data => Path.Combine(_root.FullName, $"{_directories}");

    /// <exception cref="StormException">Something was lost, left over, or did not converge.</exception>
    public async Task RunAsync(int kills)
    {
        tell($"{kills} kills, {items} items, seed {seed}");
        while (_published < 3)
        {
            await EndAsync();
        }

        BeginDirectory();
        while (Killed < kills)
        {
            if (!await KillAsync())
            {
                continue;
            }

            Killed++;
            if (Killed % KillsBetweenEnds == 0 || Killed == kills)
            {
                await EndAsync();
            }

            if (Killed % KillsInDirectory == 0 || Killed == kills)
            {
                tell($"{Killed} kills: {string.Join(", ", _counts.Select(count => $"{count.Value} {count.Key}"))}");
                BeginDirectory();
            }
        }
    }

    public void Dispose() => _root.Delete(recursive: true);

    private void BeginDirectory()
    {
        if (Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }

        _directories++;
        _published = 0;
    }

    /// <summary>A sync of the next edition that meets its end; sometimes it is done before.</summary>
    private async Task<bool> KillAsync()
    {
        var next = _published + 1;
        var kind = KindOf(next);
        var cost = _costs[kind];
        var aim = _random.Next(4);
        var moment = aim switch
        {
            0 => EditionSync.Never,
            1 => Math.Max(1, cost.Moments - _random.Next(Math.Min(cost.Moments, MomentsAroundSwap))),
            _ => _random.Next(1, cost.Moments + 1),
        };
        var run = await ChildSync.RunAsync(Data, new Edition(next, items), moment, aim == 0 ? cost.Duration * _random.NextDouble() : null);
        var where = $"{kind} of edition {next} in directory {_directories}, {(aim == 0 ? "by the clock" : $"at moment {moment} of {cost.Moments}")}";
        var found = await FindAsync(where, run.WasKilled ? [_published, next] : [next]);
        Count($"{kind} {(!run.WasKilled ? "not reached" : found == next ? "behind its swap" : "before its swap")}");
        _published = found;
        return run.WasKilled;
    }

    /// <summary>A sync of the next edition to its end: nothing is left over, and the one after it has nothing to do.</summary>
    private async Task EndAsync()
    {
        var next = _published + 1;
        var kind = KindOf(next);
        var run = await ChildSync.RunAsync(Data, new Edition(next, items), EditionSync.Never, killAfter: null);
        await FindAsync($"{kind} of edition {next} in directory {_directories}, to its end", [next]);
        _costs.TryAdd(kind, new SyncCost(run.Moments, run.Duration));
        _published = next;
        var damage = await new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = Data }).VerifyAsync(SyncHost.Profile);
        Require(damage.Count == 0, $"edition {next} is damaged: {string.Join("; ", damage)}");
        var surplus = ProfileFiles.Found(Data).Except([.. ProfileFiles.Published(Data), .. ProfileFiles.Fixed]).ToList();
        Require(surplus.Count == 0, $"edition {next} left over: {string.Join(", ", surplus)}");
        Count("to their ends");
    }

    /// <summary>Which of some editions a reader finds: every item, in order.</summary>
    private async Task<int> FindAsync(string where, int[] numbers)
    {
        var store = new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = Data });
        var candidates = numbers.Select(number => (Number: number, Items: new Edition(number, items).Items().GetEnumerator())).ToList();
        try
        {
            await using var snapshot = await store.OpenAsync(SyncHost.Profile);
            await foreach (var item in snapshot.Dataset(EditionSource.List).BrowseAsync())
            {
                var found = (long.Parse(item.Id, null), item.GetString("name"), item.GetList("groups").Single());
                candidates.RemoveAll(candidate => !candidate.Items.MoveNext() || candidate.Items.Current != found);
            }
        }
        catch (UnknownProfileException)
        {
            // Nothing was published yet: edition 0.
        }

        candidates.RemoveAll(candidate => candidate.Items.MoveNext());
        Require(candidates.Count == 1, $"{where}: a reader finds none of the editions {string.Join(", ", numbers)}");
        return candidates[0].Number;
    }

    private static ChangeKind KindOf(int edition) => edition == 1 ? ChangeKind.First : edition % 3 == 0 ? ChangeKind.Rebuild : ChangeKind.Delta;

    private void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;

    private void Require(bool holds, string problem)
    {
        if (!holds)
        {
            throw new StormException($"{problem} (seed {seed}, {items} items)");
        }
    }
}
