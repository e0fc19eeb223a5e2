using Xunit.Abstractions;

namespace DataflowSync.Crash.Tests;

/// <summary>Each single operation on the disk fails once, or the disk is full from it on.</summary>
public sealed class FaultTests(Rehearsals rehearsals, ITestOutputHelper output) : IClassFixture<Rehearsals>
{
    private static readonly string[] Operations =
    [
        "before create", "before open sync.lock", "before write", "amid write", "before resize", "before flush", "before rename", "before stamp",
        "before unlink",
    ];

    private static readonly string[] Harmless = ["before unlink", "before stamp"];

    private static readonly string[] Reads = ["before open", "before read"];

    private static readonly string[] NeedingRoom = ["before create", "before write", "amid write", "before resize", "before flush", "before rename"];

    [Theory]
    [InlineData(Change.First)]
    [InlineData(Change.Delta)]
    [InlineData(Change.Rebuild)]
    public Task Whichever_operation_fails_or_writes_short_nothing_is_lost_and_the_same_engine_completes_the_next_run(Change change) =>
        FailAtEachAsync(change, failsFromThereOn: false);

    [Theory]
    [InlineData(Change.First)]
    [InlineData(Change.Delta)]
    [InlineData(Change.Rebuild)]
    public Task Whenever_the_disk_gets_full_nothing_is_lost_and_the_same_engine_completes_once_there_is_room(Change change) =>
        FailAtEachAsync(change, failsFromThereOn: true);

    [Theory]
    [InlineData(Change.First)]
    [InlineData(Change.Delta)]
    [InlineData(Change.Rebuild)]
    public Task Whichever_read_fails_nothing_is_lost_and_the_same_engine_completes_the_next_run(Change change) =>
        AtEachAsync(change, Reads, FailReadAtAsync);

    [Theory]
    [InlineData(Change.First)]
    [InlineData(Change.Delta)]
    [InlineData(Change.Rebuild)]
    public async Task Reads_that_give_less_than_was_asked_for_are_gone_on_with(Change change)
    {
        using var workspace = rehearsals[change].Template.Copy();
        var disk = new ShortReads();

        await CatalogAssert.ConvergesAsync(workspace, workspace.Host(disk));

        Assert.True(disk.Shortened > 10);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_flushed_behind_the_swap_is_warned_about_and_keeps_the_files_of_the_old_pointer()
    {
        using var workspace = await Workspace.PrepareAsync(Change.Rebuild);
        var old = workspace.Files();
        var fault = new Fault("before flush directory#2", _ => false);
        var host = workspace.Host(fault.Check);

        var step = Assert.Single((await host.RunAsync()).Steps);

        Assert.Equal(StepStatus.Completed, step.Status);
        Assert.Contains("power loss", Assert.Single(step.Warnings), StringComparison.Ordinal);
        Assert.Empty(old.Except(workspace.Files()));
        await CatalogAssert.ShowsAsync(workspace, _ => workspace.After);
        fault.Repair();
        await CatalogAssert.ConvergesAsync(workspace, host);
    }

    private async Task FailAtEachAsync(Change change, bool failsFromThereOn)
    {
        var swaps = new SwapMap(rehearsals[change]);
        await AtEachAsync(change, Operations, (workspace, moment) => FailAtAsync(workspace, moment, swaps, failsFromThereOn));
    }

    private async Task AtEachAsync(Change change, string[] kinds, Func<Workspace, string, Task> actAsync)
    {
        var moments = rehearsals[change].Moments.Where(moment => IsOneOf(kinds, moment)).ToList();
        output.WriteLine($"{moments.Count} operations");
        foreach (var moment in moments)
        {
            using var workspace = rehearsals[change].Template.Copy();
            try
            {
                await actAsync(workspace, moment);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Failed at '{moment}': {e.Message}", e);
            }
        }
    }

    private static async Task FailAtAsync(Workspace workspace, string moment, SwapMap swaps, bool failsFromThereOn)
    {
        var fault = new Fault(moment, later => failsFromThereOn && IsOneOf(NeedingRoom, later));
        var host = workspace.Host(fault.Check);

        var report = await host.RunAsync();

        Assert.True(fault.WasMet);
        var hasBegun = report.Steps.Any(step => step.Status != StepStatus.Skipped);
        Assert.Equal(!swaps.IsBeforeRun(moment), hasBegun);
        if (!hasBegun)
        {
            // Not even the profile's directory could be made lasting.
            Assert.Equal((SyncStatus.Failed, SyncErrorCode.StoreError), (report.Status, report.Error?.Code));
        }

        foreach (var step in hasBegun ? report.Steps : [])
        {
            var isHit = swaps.StepAt(moment) == step.Name && !swaps.IsPublished(step.Name, moment) && !IsOneOf(Harmless, moment);
            var isAfter = failsFromThereOn && swaps.IsBefore(moment, step.Name);
            Assert.Equal(isHit || isAfter ? StepStatus.Failed : StepStatus.Completed, step.Status);
            Assert.Equal(isHit || isAfter ? SyncErrorCode.StoreError : null, step.Error?.Code);
        }

        CatalogAssert.HoldsNothingOpen(workspace);
        await CatalogAssert.ShowsAsync(
            workspace, name => report.Steps.Single(step => step.Name == name).Status == StepStatus.Completed ? workspace.After : workspace.Before);
        if (!IsOneOf(Harmless, moment) && !moment.StartsWith("before flush directory", StringComparison.Ordinal))
        {
            CatalogAssert.HoldsOnlyWhatIsPublished(workspace);
        }

        fault.Repair();
        await CatalogAssert.ConvergesAsync(workspace, host);
        CatalogAssert.HoldsNothingOpen(workspace);
    }

    private static async Task FailReadAtAsync(Workspace workspace, string moment)
    {
        var fault = new Fault(moment, _ => false);
        var host = workspace.Host(fault.Check);

        var report = await host.RunAsync();

        Assert.True(fault.WasMet);
        Assert.Equal(report.Status == SyncStatus.Completed, report.Steps.All(step => step.Status == StepStatus.Completed));
        Assert.All(report.Steps.Where(step => step.Status == StepStatus.Failed), step => Assert.Equal(SyncErrorCode.StoreError, step.Error?.Code));
        CatalogAssert.HoldsNothingOpen(workspace);
        await CatalogAssert.ShowsAsync(
            workspace, name => report.Steps.Single(step => step.Name == name).Status == StepStatus.Completed ? workspace.After : workspace.Before);
        CatalogAssert.HoldsOnlyWhatIsPublished(workspace);
        fault.Repair();
        await CatalogAssert.ConvergesAsync(workspace, host);
        CatalogAssert.HoldsNothingOpen(workspace);
    }

    private static bool IsOneOf(string[] kinds, string moment) => kinds.Any(kind => moment.StartsWith(kind, StringComparison.Ordinal));
}
