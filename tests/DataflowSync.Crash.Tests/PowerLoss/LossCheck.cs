using System.Text;
using DataflowSync.CrashHost;
using DataflowSync.LiteDb.Files;

namespace DataflowSync.Crash.Tests.PowerLoss;

/// <summary>Goes through the states in which a recording may leave its disk, and holds that each is as good as none.</summary>
internal sealed class LossCheck(DiskRecording recording)
{
    // States that differ in nothing anybody reads are taken for one, but for one in so many.
    private const int Spared = 25;

    private readonly HashSet<(string Key, Lists? Expected)> _seen = [];
    private int _tried;

    /// <summary>States that were thought of.</summary>
    public int Tried => _tried;

    /// <summary>The power is lost after each operation, with any loss, or with one out of so many.</summary>
    public IEnumerable<LossState> PowerLosses(int throws, int seed, int oneOf = 1)
    {
        var platter = recording.At(recording.From);
        for (var count = recording.From; ; count++)
        {
            foreach (var loss in Losses.Of(platter, throws, seed + (1000 * count)).Where((_, i) => (i + count) % oneOf == 0))
            {
                var (tree, names) = platter.After(loss);
                var state = StateOf(count, loss, tree, names);
                if (_seen.Add((tree.Key(name => IsRead(name, tree)), state.Expected)) || _tried % Spared == 0)
                {
                    yield return state;
                }

                _tried++;
            }

            if (count == recording.Operations.Count)
            {
                yield break;
            }

            platter.Do(recording.Operations[count]);
        }
    }

    /// <summary>The process is killed after each operation, and in the middle of each write.</summary>
    public IEnumerable<LossState> Kills()
    {
        var platter = recording.At(recording.From);
        for (var count = recording.From; ; count++)
        {
            yield return Killed(count);
            if (count == recording.Operations.Count)
            {
                yield break;
            }

            var operation = recording.Operations[count];
            if (operation is { Kind: OperationKind.Write, Content.Length: > 1 })
            {
                platter.Do(operation with { Content = operation.Content[..(operation.Content.Length / 2)] });
                yield return Killed(count);
            }

            platter.Do(operation);
        }

        LossState Killed(int count)
        {
            var (tree, names) = platter.After(Loss.Nothing);
            _tried++;
            return StateOf(count, Loss.Nothing, tree, names);
        }
    }

    /// <summary>Readers find the old or the new catalog, undamaged, and the next run converges.</summary>
    /// <returns>How many states were checked.</returns>
    public async Task<int> HoldAsync(IEnumerable<LossState> states)
    {
        var isHeld = 0;
        await Parallel.ForEachAsync(states, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (state, _) =>
        {
            try
            {
                Assert.NotNull(state.Expected);
                using var workspace = recording.Template.With(state.Tree);
                await CatalogAssert.ShowsAsync(workspace, _ => state.Expected);
                await CatalogAssert.ConvergesAsync(workspace, workspace.Host(new Disk()));
                Interlocked.Increment(ref isHeld);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{state.Name}: {e.Message}", e);
            }
        });
        return isHeld;
    }

    /// <summary>Whether something is lost in one of the states.</summary>
    public async Task<bool> LosesAsync(IEnumerable<LossState> states)
    {
        foreach (var state in states)
        {
            try
            {
                Assert.NotNull(state.Expected);
                using var workspace = recording.Template.With(state.Tree);
                await CatalogAssert.ShowsAsync(workspace, _ => state.Expected);
            }
            catch (Exception e) when (e is Xunit.Sdk.XunitException or IOException or InvalidDataException)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRead(string name, Tree tree)
    {
        var pointer = tree.Files.GetValueOrDefault(Path.Combine("data", SyncHost.Profile, "pointer.json"));
        var published = pointer is null ? [] : ProfileFiles.NamedBy(Encoding.UTF8.GetString(pointer.Content));
        return name.EndsWith(".json", StringComparison.Ordinal) || published.Contains(Path.GetFileName(name));
    }

    private LossState StateOf(int count, Loss loss, Tree tree, IReadOnlyDictionary<string, int> names)
    {
        var behind = count == 0 ? "before everything" : $"behind operation {count}, {recording.Operations[count - 1]}";
        var isLost = count == recording.Operations.Count && !recording.IsDone(names);
        return new LossState($"{behind}, {loss}", tree, isLost ? null : recording.ExpectedOf(names));
    }
}
