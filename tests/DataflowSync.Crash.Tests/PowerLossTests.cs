using DataflowSync.Crash.Tests.PowerLoss;
using Xunit.Abstractions;

namespace DataflowSync.Crash.Tests;

/// <summary>
/// Every operation of a sync is recorded, and from the recording is rebuilt what a disk may hold that stops after each: all of it,
/// as behind a killed process, or without what no flush has made last, as behind a loss of power.
/// </summary>
public sealed class PowerLossTests(ITestOutputHelper output)
{
    private const int Throws = 6;
    private const int Seed = 1;

    [Theory]
    [InlineData(Change.First)]
    [InlineData(Change.Delta)]
    [InlineData(Change.Rebuild)]
    public async Task A_recording_makes_the_directory_as_it_was_behind_each_operation(Change change)
    {
        using var template = await Workspace.PrepareAsync(change);
        List<Tree> found = [];
        var recording = await DiskRecording.OfSyncAsync(template, workspace => found.Add(Tree.Read(workspace.Root)));

        Assert.Equal(recording.Operations.Count, found.Count);
        for (var count = 1; count <= found.Count; count++)
        {
            var rebuilt = recording.At(count).After(Loss.Nothing).Tree;
            Assert.Equal(found[count - 1].Directories, rebuilt.Directories);
            Assert.Equal(found[count - 1].Files.Keys, rebuilt.Files.Keys);
            foreach (var (name, file) in rebuilt.Files.Where(file => !IsScratch(file.Key)))
            {
                Assert.True(file.Content.AsSpan().SequenceEqual(found[count - 1].Files[name].Content), $"{name} behind {recording.Operations[count - 1]}");
                Assert.Equal(file.WrittenAt ?? found[count - 1].Files[name].WrittenAt, found[count - 1].Files[name].WrittenAt);
            }
        }
    }

    [Theory]
    [InlineData(Change.First)]
    [InlineData(Change.Delta)]
    [InlineData(Change.Rebuild)]
    public async Task Killed_behind_any_operation_or_in_any_write_the_old_or_the_new_catalog_is_there_and_the_next_run_converges(Change change)
    {
        using var template = await Workspace.PrepareAsync(change);
        var recording = await DiskRecording.OfSyncAsync(template);
        var check = new LossCheck(recording);

        var held = await check.HoldAsync(check.Kills());

        output.WriteLine($"{recording.Operations.Count} operations, {held} states");
        Assert.True(held > recording.Operations.Count);
    }

    [Theory]
    [InlineData(Change.First)]
    [InlineData(Change.Delta)]
    [InlineData(Change.Rebuild)]
    public async Task Whenever_the_power_fails_the_old_or_the_new_catalog_is_there_and_the_next_run_converges(Change change)
    {
        using var template = await Workspace.PrepareAsync(change);
        var recording = await DiskRecording.OfSyncAsync(template);
        var check = new LossCheck(recording);

        var held = await check.HoldAsync(check.PowerLosses(Throws, Seed));

        output.WriteLine($"{recording.Operations.Count} operations, {check.Tried} states, {held} of them different");
        Assert.True(held > recording.Operations.Count);
    }

    [Theory]
    [InlineData(Change.First)]
    [InlineData(Change.Delta)]
    [InlineData(Change.Rebuild)]
    public async Task When_the_power_fails_in_the_run_behind_a_killed_one_it_is_the_same(Change change)
    {
        using var template = await Workspace.PrepareAsync(change);
        var killed = await DiskRecording.OfSyncAsync(template);
        var (tried, held) = (0, 0);
        for (var after = 1; after < killed.Operations.Count; after++)
        {
            // A file that grows is nothing new to who comes next.
            if (killed.Operations[after - 1].Kind is OperationKind.Rename or OperationKind.Unlink or OperationKind.FlushDirectory)
            {
                var check = new LossCheck(await killed.KilledAsync(after));
                held += await check.HoldAsync(check.PowerLosses(throws: 1, Seed + after, oneOf: 37));
                tried += check.Tried;
            }
        }

        output.WriteLine($"{tried} states, {held} of them different and checked");
        Assert.True(held > 0);
    }

    [Theory]
    [InlineData(Change.First)]
    [InlineData(Change.Delta)]
    [InlineData(Change.Rebuild)]
    public async Task Without_any_one_of_its_flushes_something_would_be_lost(Change change)
    {
        using var template = await Workspace.PrepareAsync(change);
        var recording = await DiskRecording.OfSyncAsync(template);
        List<DiskOperation> idle = [];
        for (var i = 0; i < recording.Operations.Count; i++)
        {
            // Directories above the data directory were there before.
            if (recording.Operations[i] is { Kind: OperationKind.FlushFile or OperationKind.FlushDirectory } flush && !flush.Path.StartsWith("..", StringComparison.Ordinal))
            {
                var without = recording with { Operations = [.. recording.Operations.Where((_, at) => at != i)], From = i };
                var check = new LossCheck(without);
                if (!await check.LosesAsync(check.PowerLosses(throws: 1, Seed)))
                {
                    idle.Add(recording.Operations[i]);
                }
            }
        }

        // A first publication supersedes nothing, and the flush behind the history makes it last before the run ends.
        var swap = recording.Operations.ToList().FindIndex(operation => operation.To.EndsWith("pointer.json", StringComparison.Ordinal));
        Assert.Equal(change == Change.First ? [recording.Operations.Skip(swap).First(operation => operation.Kind == OperationKind.FlushDirectory)] : [], idle);
    }

    private static bool IsScratch(string name) => name.EndsWith(".tmp", StringComparison.Ordinal) && Path.GetFileName(name).Length > 32;
}
