using DataflowSync.Pipeline;
using DataflowSync.Progress;
using DataflowSync.Tests.Engine;
using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Tests.Progress;

public sealed class RunProgressTests
{
    private static readonly SyncStep[] Steps = [.. Enumerable.Range(1, 6).Select(number => new SyncStep($"step-{number}", new ThingFormat()))];

    private readonly List<SyncProgress> _events = [];
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Six_steps_fill_the_windows_to_16_33_50_66_83_and_100()
    {
        var progress = Create();
        var ends = new List<int>();
        progress.Start();
        for (var index = 0; index < 6; index++)
        {
            progress.BeginStep(Steps[index], index, 1);
            Assert.Equal(ends.LastOrDefault(), progress.Percent);
            progress.EndStep(index, Completed(index), []);
            ends.Add(progress.Percent);
        }

        Assert.Equal([16, 33, 50, 66, 83, 100], ends);
    }

    [Fact]
    public void A_fraction_moves_the_percentage_inside_its_steps_window()
    {
        var progress = Create();
        progress.Start();
        progress.BeginStep(Steps[0], 0, 1);
        progress.EndStep(0, Completed(0), []);
        progress.BeginStep(Steps[1], 1, 1);

        Report(progress, 0.5);
        Assert.Equal(25, progress.Percent);
        Report(progress, 5);
        Assert.InRange(progress.Percent, 26, 33);
    }

    [Fact]
    public void A_cancelled_step_stays_at_the_fraction_it_reached()
    {
        var progress = Create();
        progress.Start();
        progress.BeginStep(Steps[0], 0, 1);
        Report(progress, 0.4);
        progress.EndStep(0, Completed(0) with { Status = StepStatus.Cancelled }, []);
        progress.End(SyncStatus.Cancelled, []);

        Assert.Equal((0.4, 6), (_events[^1].Steps[0].Fraction, progress.Percent));
    }

    [Fact]
    public void Nothing_goes_back_when_an_attempt_begins_anew()
    {
        var progress = Create();
        progress.Start();
        progress.BeginStep(Steps[0], 0, 1);
        Report(progress, 0.9, items: 900);
        progress.BeginStep(Steps[0], 0, 2);
        Report(progress, 0.1, items: 100);
        progress.EndStep(0, Completed(0) with { Status = StepStatus.Failed, Items = 900 }, ["step-1: broken"]);

        Assert.Equal(_events.Select(moment => moment.Progress).Order(), _events.Select(moment => moment.Progress));
        Assert.Equal(_events.Select(moment => moment.Steps[0].Items).Order(), _events.Select(moment => moment.Steps[0].Items));
        Assert.Equal(_events.Select(moment => moment.Bytes).Order(), _events.Select(moment => moment.Bytes));
        Assert.Equal(16, progress.Percent);
        Assert.Equal(2, _events[^1].Steps[0].Attempts);
    }

    [Fact]
    public void Reports_are_throttled_but_the_first_and_the_last_event_always_come()
    {
        var progress = Create();
        progress.Start();
        progress.BeginStep(Steps[0], 0, 1);
        var before = _events.Count;
        for (var i = 0; i < 1_000; i++)
        {
            progress.Report(i, i, fraction: null);
        }

        Assert.Equal(before, _events.Count);
        progress.End(SyncStatus.Completed, []);
        Assert.Equal("Starting sync...", _events[0].CurrentStep);
        Assert.Equal("Sync completed successfully", _events[^1].CurrentStep);
        Assert.Equal(SyncStatus.Completed, _events[^1].Status);
    }

    [Theory]
    [InlineData(SyncStatus.Completed, "Sync completed successfully")]
    [InlineData(SyncStatus.Partial, "Sync completed with 2 errors")]
    [InlineData(SyncStatus.Failed, "Sync failed")]
    [InlineData(SyncStatus.Cancelled, "Sync cancelled")]
    public void The_last_text_tells_how_the_run_ended_with_all_errors_so_far(SyncStatus status, string text)
    {
        var progress = Create();
        progress.End(status, ["a: x", "b: y"]);

        Assert.Equal(text, _events[^1].CurrentStep);
        Assert.Equal(["a: x", "b: y"], _events[^1].Errors);
    }

    [Fact]
    public void The_rate_is_that_of_the_last_seconds()
    {
        var progress = Create();
        progress.Start();
        progress.BeginStep(Steps[0], 0, 1);
        Report(progress, 0.1, items: 1_000);
        Report(progress, 0.2, items: 2_000);

        Assert.Equal(1_000, _events[^1].ItemsPerSecond);
    }

    [Fact]
    public void The_rate_of_bytes_is_that_of_the_last_seconds_and_at_the_end_that_of_the_run()
    {
        var progress = Create();
        progress.Start();
        progress.BeginStep(Steps[0], 0, 1);
        Report(progress, 0.1, items: 500);
        Report(progress, 0.2, items: 900);
        Assert.Equal(45_000, _events[^1].BytesPerSecond);

        _time.Advance(TimeSpan.FromSeconds(1));
        progress.End(SyncStatus.Completed, []);
        Assert.Equal(30_000, _events[^1].BytesPerSecond);
    }

    [Fact]
    public void The_fill_of_the_blocks_is_told_while_a_graph_runs_and_no_longer()
    {
        var progress = Create();
        progress.Start();
        progress.BeginStep(Steps[0], 0, 1);
        progress.BeginGraph([new StageBlock("parse", Capacity: 4, () => 3, Task.CompletedTask), new StageBlock("store", Capacity: 1, () => 1, Task.CompletedTask)]);

        Assert.Equal([("parse", 0.75), ("store", 1)], _events[^1].BlockFill.Select(block => (block.Key, block.Value)));

        progress.EndGraph();
        Assert.Empty(_events[^1].BlockFill);
    }

    private RunProgress Create() => new("p", "run", Steps, TimeSpan.FromMilliseconds(100), _time, _events.Add);

    private void Report(RunProgress progress, double fraction, long items = 0)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        progress.Report(items, items * 100, fraction);
    }

    private static StepReport Completed(int index) => new() { Name = Steps[index].Name, Status = StepStatus.Completed, Items = 10 };
}
