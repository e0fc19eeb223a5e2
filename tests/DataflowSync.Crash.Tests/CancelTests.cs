using DataflowSync.CrashHost;
using FsCheck;
using FsCheck.Xunit;

namespace DataflowSync.Crash.Tests;

/// <summary>A caller cancels at any moment: what was published stays, nothing unpublished stays behind, on the disk or in the process.</summary>
public sealed class CancelTests(Rehearsals rehearsals) : IClassFixture<Rehearsals>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Property(MaxTest = 100)]
    public async Task Cancelled_at_any_moment_a_step_ends_cancelled_or_published_and_leaves_nothing_behind(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var rehearsal = rehearsals.All[random.Next(rehearsals.All.Count)];
        await CancelAtAsync(rehearsal, rehearsal.Moments[random.Next(rehearsal.Moments.Count)]);
    }

    [Theory]
    [InlineData(Change.First, "check account", "open", "fetch", "parse", "after fetch", "amid batch", "amid write things.2.db", "before flush things.2.db", "publish")]
    [InlineData(Change.Delta, "before write things.scratch", "amid write things.4.overlay.db", "before rename things.4.overlay.db", "before rename history.json")]
    [InlineData(Change.Rebuild, "before write things.scratch", "amid write things.4.db", "before flush directory", "before unlink things.2.db", "before close things.scratch")]
    public async Task Cancelled_in_the_middle_of_each_kind_of_work_it_is_the_same(Change change, params string[] some)
    {
        var rehearsal = rehearsals[change];
        var kinds = rehearsal.Moments
            .Skip(rehearsal.Moments.ToList().IndexOf("check account#1"))
            .GroupBy(moment => moment[..moment.LastIndexOf('#')])
            .ToDictionary(kind => kind.Key, kind => kind.ElementAt(kind.Count() / 2));
        Assert.All(some, work => Assert.Contains(kinds.Keys, kind => kind.StartsWith(work, StringComparison.Ordinal)));
        foreach (var moment in kinds.Values)
        {
            await CancelAtAsync(rehearsal, moment);
        }
    }

    [Theory]
    [InlineData(Change.First)]
    [InlineData(Change.Delta)]
    [InlineData(Change.Rebuild)]
    public async Task The_rename_of_the_pointer_divides_cancelled_from_completed(Change change)
    {
        var rehearsal = rehearsals[change];
        var swap = rehearsal.Moments.ToList().FindLastIndex(moment => moment.StartsWith("before rename pointer.json", StringComparison.Ordinal));
        foreach (var at in new[] { swap - 2, swap - 1, swap, swap + 1, swap + 2 })
        {
            await CancelAtAsync(rehearsal, rehearsal.Moments[at]);
        }
    }

    [Theory]
    [InlineData("before flush things.2.db.tmp")]
    [InlineData("before flush things.2.db.sums.tmp")]
    [InlineData("before flush things.2.index.tmp")]
    [InlineData("before flush things.2.index.sums.tmp")]
    [InlineData("before flush directory")]
    [InlineData("before flush pointer.json.tmp")]
    public async Task A_flush_that_hangs_before_the_publication_is_abandoned_with_its_file(string kind)
    {
        var moments = rehearsals[Change.First].Moments.ToList();
        var swap = moments.IndexOf("before rename pointer.json#2");
        var moment = moments.FindLast(before => moments.IndexOf(before) < swap && before.StartsWith(kind, StringComparison.Ordinal))!;
        using var workspace = rehearsals[Change.First].Template.Copy();
        using var stop = new CancellationTokenSource();
        using var mayFlush = new ManualResetEventSlim();
        var flushEnded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var host = workspace.Host(reached =>
        {
            if (reached == moment)
            {
                stop.Cancel();
                Assert.True(mayFlush.Wait(Patience, CancellationToken.None));
            }
            else if (mayFlush.IsSet && reached.StartsWith(kind.Replace("before", "after", StringComparison.Ordinal), StringComparison.Ordinal))
            {
                flushEnded.TrySetResult();
            }
        });
        var unobserved = new Recording();
        void Note(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved.Add(e.Exception.ToString());
        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            var cancelled = await Assert.ThrowsAsync<SyncCanceledException>(() => host.RunAsync(stop.Token));

            Assert.Equal(StepStatus.Cancelled, cancelled.Report.Steps[1].Status);
            Assert.False(flushEnded.Task.IsCompleted);
            CatalogAssert.HoldsOnlyWhatIsPublished(workspace);
            mayFlush.Set();
            await flushEnded.Task.WaitAsync(Patience);
            CatalogAssert.HoldsNothingOpen(workspace);
            await CatalogAssert.ConvergesAsync(workspace, workspace.Host());
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }

        Assert.Empty(unobserved.Moments);
    }

    private static async Task CancelAtAsync(Rehearsal rehearsal, string moment)
    {
        using var workspace = rehearsal.Template.Copy();
        using var stop = new CancellationTokenSource();
        var watch = new RunWatch(moment, stop.Cancel);
        var host = workspace.Host(watch.Note);
        try
        {
            var report = await ReportAsync(host, stop.Token);
            await watch.EndAsync(Patience);

            Assert.True(watch.WasMet);
            AssertOutcome(report, new SwapMap(rehearsal), moment);
            await CatalogAssert.ShowsAsync(
                workspace, name => report.Steps.Single(step => step.Name == name).Status == StepStatus.Completed ? workspace.After : workspace.Before);
            CatalogAssert.HoldsOnlyWhatIsPublished(workspace);
            CatalogAssert.HoldsNothingOpen(workspace);
            Assert.Equal(0, host.Source.OpenBodies);
            await CatalogAssert.ConvergesAsync(workspace, host);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Cancelled at '{moment}': {e.Message}", e);
        }
    }

    private static async Task<SyncReport> ReportAsync(SyncHost host, CancellationToken cancellationToken)
    {
        try
        {
            return await host.RunAsync(cancellationToken);
        }
        catch (SyncCanceledException e)
        {
            Assert.Equal(SyncStatus.Cancelled, e.Report.Status);
            Assert.Equal(SyncErrorCode.Cancelled, e.Report.Error?.Code);
            return e.Report;
        }
    }

    /// <summary>Steps before the moment are completed, those after it skipped, and the one at work is what its swap makes it.</summary>
    private static void AssertOutcome(SyncReport report, SwapMap swaps, string moment)
    {
        foreach (var step in report.Steps)
        {
            if (swaps.IsBeforeRun(moment) || moment.StartsWith("check account", StringComparison.Ordinal) || swaps.IsBefore(moment, step.Name))
            {
                Assert.Equal(StepStatus.Skipped, step.Status);
            }
            else if (swaps.StepAt(moment) != step.Name)
            {
                Assert.Equal(StepStatus.Completed, step.Status);
            }
            else if (swaps.Publishes(step.Name))
            {
                Assert.Equal(swaps.HasBegunToPublish(step.Name, moment) ? StepStatus.Completed : StepStatus.Cancelled, step.Status);
            }
            else
            {
                Assert.Contains(step.Status, new[] { StepStatus.Cancelled, StepStatus.Completed });
            }

            Assert.Equal(step.Status == StepStatus.Cancelled ? SyncErrorCode.Cancelled : null, step.Error?.Code);
        }

        Assert.Equal(report.Steps.All(step => step.Status == StepStatus.Completed) ? SyncStatus.Completed : SyncStatus.Cancelled, report.Status);
    }
}
