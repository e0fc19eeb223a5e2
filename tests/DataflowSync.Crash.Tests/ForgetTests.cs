using DataflowSync.Crash.Tests.PowerLoss;
using DataflowSync.CrashHost;
using Xunit.Abstractions;

namespace DataflowSync.Crash.Tests;

/// <summary>A profile is forgotten, and that is interrupted: it is whole or gone, and the next writer removes what is left of it.</summary>
public sealed class ForgetTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Killed_behind_any_operation_a_profile_is_whole_or_gone_and_the_next_run_leaves_nothing_over()
    {
        using var template = await Workspace.PrepareAsync(Change.Rebuild);
        var check = new LossCheck(await DiskRecording.OfForgettingAsync(template));

        var held = await check.HoldAsync(check.Kills());

        output.WriteLine($"{held} states");
        Assert.True(held > 10);
    }

    [Fact]
    public async Task Whenever_the_power_fails_a_profile_is_whole_or_gone_and_the_next_run_leaves_nothing_over()
    {
        using var template = await Workspace.PrepareAsync(Change.Rebuild);
        var check = new LossCheck(await DiskRecording.OfForgettingAsync(template));

        var held = await check.HoldAsync(check.PowerLosses(throws: 8, seed: 1));

        output.WriteLine($"{check.Tried} states, {held} of them different");
        Assert.True(held > 10);
    }

    [Fact]
    public async Task Whichever_operation_fails_a_profile_is_whole_or_gone_and_the_next_run_leaves_nothing_over()
    {
        using var template = await Workspace.PrepareAsync(Change.Rebuild);
        var recording = new Recording();
        using (var rehearsal = template.Copy())
        {
            Assert.True(await rehearsal.Host(recording.Add).Store.DeleteProfileAsync(SyncHost.Profile));
        }

        foreach (var moment in recording.Moments.Where(moment => moment.StartsWith("before", StringComparison.Ordinal)))
        {
            using var workspace = template.Copy();
            var fault = new Fault(moment, _ => false);
            var host = workspace.Host(fault.Check);
            var isPointerLeft = await Record.ExceptionAsync(async () => await host.Store.DeleteProfileAsync(SyncHost.Profile)) is IOException
                && File.Exists(Path.Combine(workspace.Data, SyncHost.Profile, "pointer.json"));

            Assert.True(fault.WasMet);
            CatalogAssert.HoldsNothingOpen(workspace);
            await CatalogAssert.ShowsAsync(workspace, _ => isPointerLeft ? workspace.Before : Lists.Nothing);
            await CatalogAssert.ConvergesAsync(workspace, host);
        }
    }
}
