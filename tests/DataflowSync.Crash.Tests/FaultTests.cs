namespace DataflowSync.Crash.Tests;

/// <summary>Each single operation on the disk fails once, or the disk is full from it on.</summary>
public sealed class FaultTests(Rehearsals rehearsals) : IClassFixture<Rehearsals>
{
    private static readonly string[] Operations =
        ["before create", "before write", "amid write", "before resize", "before flush", "before rename", "before unlink"];

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
        var rehearsal = rehearsals[change];
        var swaps = new SwapMap(rehearsal);
        foreach (var moment in rehearsal.Moments.Where(moment => IsOneOf(Operations, moment)))
        {
            using var workspace = rehearsal.Template.Copy();
            try
            {
                await FailAtAsync(workspace, moment, swaps, failsFromThereOn);
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
            var isHit = swaps.StepAt(moment) == step.Name && !swaps.IsPublished(step.Name, moment) && !moment.StartsWith("before unlink", StringComparison.Ordinal);
            var isAfter = failsFromThereOn && swaps.IsBefore(moment, step.Name);
            Assert.Equal(isHit || isAfter ? StepStatus.Failed : StepStatus.Completed, step.Status);
            Assert.Equal(isHit || isAfter ? SyncErrorCode.StoreError : null, step.Error?.Code);
        }

        CatalogAssert.HoldsNothingOpen(workspace);
        await CatalogAssert.ShowsAsync(
            workspace, name => report.Steps.Single(step => step.Name == name).Status == StepStatus.Completed ? workspace.After : workspace.Before);
        if (!moment.StartsWith("before unlink", StringComparison.Ordinal) && !moment.StartsWith("before flush directory", StringComparison.Ordinal))
        {
            CatalogAssert.HoldsOnlyWhatIsPublished(workspace);
        }

        fault.Repair();
        await CatalogAssert.ConvergesAsync(workspace, host);
        CatalogAssert.HoldsNothingOpen(workspace);
    }

    private static bool IsOneOf(string[] kinds, string moment) => kinds.Any(kind => moment.StartsWith(kind, StringComparison.Ordinal));
}
