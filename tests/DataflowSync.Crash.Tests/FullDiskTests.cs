namespace DataflowSync.Crash.Tests;

/// <summary>A file system that is really full, and what is checked before one gets full.</summary>
public sealed class FullDiskTests
{
    private const long Step = 12 << 10;
    private const int MostSteps = 60;

    [TmpfsTheory]
    [InlineData(Change.First)]
    [InlineData(Change.Delta)]
    [InlineData(Change.Rebuild)]
    public async Task However_little_room_there_is_nothing_is_lost_and_the_same_engine_completes_once_there_is_more(Change change)
    {
        using var disk = SmallDisk.Mount();
        using var template = await Workspace.PrepareAsync(change);
        var failed = 0;
        for (var room = 0; room < MostSteps; room++)
        {
            using var workspace = template.Copy(Path.Combine(disk.Path, "data"));
            var host = workspace.Host();
            disk.FillUpTo(room * Step);

            var report = await host.RunAsync();

            if (report.Status == SyncStatus.Completed)
            {
                await CatalogAssert.ShowsAsync(workspace, _ => workspace.After);
                Assert.True(failed > 0, "there was room for everything");
                return;
            }

            failed++;
            Assert.Equal(SyncErrorCode.StoreError, (report.Error ?? Assert.Single(report.Steps).Error)?.Code);
            await CatalogAssert.ShowsAsync(workspace, _ => workspace.Before);
            CatalogAssert.HoldsNothingOpen(workspace);
            disk.MakeRoom();
            await CatalogAssert.ConvergesAsync(workspace, host);
        }

        Assert.Fail("There was never enough room.");
    }

    [Fact]
    public async Task Free_space_is_checked_before_anything_is_fetched()
    {
        using var workspace = await Workspace.PrepareAsync(Change.First);
        var recording = new Recording();

        var report = await workspace.Host(recording.Add, minimumFreeBytes: long.MaxValue).RunAsync();

        var error = Assert.Single(report.Steps).Error;
        Assert.Equal(SyncErrorCode.StoreError, error?.Code);
        Assert.Contains("not enough free space", error?.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(recording.Moments, moment => moment.StartsWith("open", StringComparison.Ordinal));
        await CatalogAssert.ConvergesAsync(workspace, workspace.Host());
    }
}
