using DataflowSync.CrashHost;

namespace DataflowSync.Crash.Tests.PowerLoss;

/// <summary>Everything that was done to a disk.</summary>
/// <param name="Template">The workspace on a copy of which it was done.</param>
/// <param name="Before">What was on the disk, and lasted.</param>
/// <param name="Operations">All that was done, in order.</param>
/// <param name="From">The operation with which the last process began.</param>
/// <param name="IsSync">Whether it ends with a sync that completed; otherwise the profile is removed.</param>
internal sealed record DiskRecording(Workspace Template, Tree Before, IReadOnlyList<DiskOperation> Operations, int From = 0, bool IsSync = true)
{
    private const string Pointer = "data/" + SyncHost.Profile + "/pointer.json";
    private const string History = "data/" + SyncHost.Profile + "/history.json";

    /// <summary>Records a sync.</summary>
    /// <param name="template">On a copy of which it is done.</param>
    /// <param name="onRecorded">Called behind each operation, with the copy.</param>
    public static Task<DiskRecording> OfSyncAsync(Workspace template, Action<Workspace>? onRecorded = null) => OfAsync(template, SyncAsync, onRecorded);

    /// <summary>Records the removal of the profile.</summary>
    public static async Task<DiskRecording> OfForgettingAsync(Workspace template)
    {
        var recording = await OfAsync(template, async host => Assert.True(await host.Store.DeleteProfileAsync(SyncHost.Profile)), onRecorded: null);
        return recording with { IsSync = false };
    }

    /// <summary>The process was killed after some operations, and the next one completes a sync.</summary>
    public async Task<DiskRecording> KilledAsync(int after)
    {
        var platter = At(after);
        var (tree, names) = platter.After(Loss.Nothing);
        using var workspace = Template.With(tree);
        var disk = new RecordedDisk(workspace.Root, names, [.. Operations.Take(after)]);
        await SyncAsync(workspace.Host(disk));
        return this with { Operations = disk.Operations, From = after };
    }

    /// <summary>The disk after some operations.</summary>
    public Platter At(int count)
    {
        var platter = new Platter(Before);
        foreach (var operation in Operations.Take(count))
        {
            platter.Do(operation);
        }

        return platter;
    }

    /// <summary>What a reader has to find: what was published last of that which can be seen.</summary>
    public Lists ExpectedOf(IReadOnlyDictionary<string, int> names) =>
        !names.ContainsKey(Pointer) ? Lists.Nothing : IsReplaced(Pointer, names) ? Template.After : Template.Before;

    /// <summary>Whether the outcome is there.</summary>
    public bool IsDone(IReadOnlyDictionary<string, int> names) =>
        IsSync ? IsReplaced(Pointer, names) && IsReplaced(History, names) : !names.ContainsKey(Pointer) && !names.ContainsKey(History);

    private bool IsReplaced(string path, IReadOnlyDictionary<string, int> names) => names.TryGetValue(path, out var number)
        && Operations.Any(operation => operation.Kind == OperationKind.Rename && operation.To == path && operation.File == number);

    private static async Task SyncAsync(SyncHost host)
    {
        var report = await host.RunAsync();
        Assert.Equal(SyncStatus.Completed, report.Status);
        Assert.All(report.Steps, step => Assert.Empty(step.Warnings));
    }

    private static async Task<DiskRecording> OfAsync(Workspace template, Func<SyncHost, Task> actAsync, Action<Workspace>? onRecorded)
    {
        using var workspace = template.Copy();
        var before = Tree.Read(workspace.Root);
        var disk = new RecordedDisk(workspace.Root, new Platter(before).Names, [], () => onRecorded?.Invoke(workspace));
        await actAsync(workspace.Host(disk));
        return new DiskRecording(template, before, disk.Operations);
    }
}
