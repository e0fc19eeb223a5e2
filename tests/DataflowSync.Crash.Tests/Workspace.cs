using DataflowSync.Crash.Tests.PowerLoss;
using DataflowSync.CrashHost;
using DataflowSync.LiteDb.Files;

namespace DataflowSync.Crash.Tests;

/// <summary>A data directory with something published, and a list to sync next.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo _root = NewDirectory();

    private Workspace(Lists before, Lists after, string? data = null)
    {
        Before = before;
        After = after;
        Data = data ?? Path.Combine(_root.FullName, "data");
    }

    public Lists Before { get; }

    public Lists After { get; }

    public string Data { get; }

    public string Root => _root.FullName;

    public string Catalog => Path.Combine(_root.FullName, "catalog.json");

    public static async Task<Workspace> PrepareAsync(Change change, bool withSide = false)
    {
        var before = Lists.Before(change, withSide);
        var workspace = new Workspace(before.LastOrDefault(Lists.Nothing), Lists.After(change, withSide));
        foreach (var lists in before)
        {
            lists.Save(workspace.Catalog);
            Assert.Equal(SyncStatus.Completed, (await workspace.Host().RunAsync()).Status);
        }

        workspace.After.Save(workspace.Catalog);
        return workspace;
    }

    /// <summary>The same in other directories.</summary>
    /// <param name="data">The data directory; null for one beside the list.</param>
    public Workspace Copy(string? data = null)
    {
        var copy = new Workspace(Before, After, data);
        File.Copy(Catalog, copy.Catalog);
        foreach (var file in Directory.Exists(Data) ? Directory.GetFiles(Data, "*", SearchOption.AllDirectories) : [])
        {
            var target = Path.Combine(copy.Data, Path.GetRelativePath(Data, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    /// <summary>The same task on another disk.</summary>
    public Workspace With(Tree disk)
    {
        var workspace = new Workspace(Before, After);
        disk.WriteTo(workspace.Root);
        return workspace;
    }

    /// <summary>Names of the profile's files; none where there is no profile.</summary>
    public string[] Files() => ProfileFiles.Found(Data);

    public SyncHost Host(Action<string>? onReached = null, long minimumFreeBytes = 0)
    {
        var moments = new Moments(onReached ?? (_ => { }));
        return new SyncHost(Data, Catalog, moments, new WatchedDisk(moments), minimumFreeBytes);
    }

    public SyncHost Host(Disk disk) => new(Data, Catalog, new Moments(_ => { }), disk);

    /// <summary>The moments of the sync to come, in their order.</summary>
    public async Task<IReadOnlyList<string>> RehearseAsync()
    {
        using var copy = Copy();
        var recording = new Recording();
        var report = await copy.Host(recording.Add).RunAsync();
        Assert.Equal(SyncStatus.Completed, report.Status);
        await CatalogAssert.IsCleanAsync(copy, copy.After);
        return recording.Moments;
    }

    /// <summary>In memory where that is possible: none of the tests needs a real disk, and its flushes take most of their time.</summary>
    private static DirectoryInfo NewDirectory()
    {
        const string Memory = "/dev/shm";
        try
        {
            return Directory.Exists(Memory)
                ? Directory.CreateDirectory(Path.Combine(Memory, $"dataflowsync-crash-{Guid.NewGuid():N}"))
                : Directory.CreateTempSubdirectory("dataflowsync-crash-");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Directory.CreateTempSubdirectory("dataflowsync-crash-");
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }

        _root.Delete(recursive: true);
    }
}
