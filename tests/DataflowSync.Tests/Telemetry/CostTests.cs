using System.Diagnostics;
using DataflowSync.Change;
using DataflowSync.Pipeline;
using DataflowSync.Telemetry;
using DataflowSync.Tests.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace DataflowSync.Tests.Telemetry;

/// <summary>Signals cost nothing per item.</summary>
[Collection(SignalTests.Name)]
public sealed class CostTests
{
    /// <summary>A span with its tags, and the closures around it. A batch of a thousand items is hundreds of times as large.</summary>
    private const long MaxBytesOfBatch = 2_000;

    private static readonly SyncStep Step = new("things", new ThingFormat());

    [Fact]
    public async Task A_run_emits_as_many_signals_for_a_thousand_items_of_one_batch_as_for_ten()
    {
        Assert.Equal(await CountAsync(10), await CountAsync(1_000));

        static async Task<(int Spans, int Measurements, int Lines)> CountAsync(int items)
        {
            await using var harness = new SignalHarness();
            await harness.SyncAsync(Thing.List(Thing.Range(1, items)));
            return (harness.Heard.Ended.Count, harness.Heard.Measurements.Count, harness.Log.Lines.Count);
        }
    }

    [Fact]
    public void With_no_listener_a_batch_allocates_the_same_few_bytes_however_many_items_it_holds()
    {
        var store = Signals().Store((_, _) => Task.CompletedTask);
        var small = new StagedRecord[1];
        var large = new StagedRecord[10_000];

        var few = Allocated(() => Finish(store(small, CancellationToken.None)), times: 100);
        var many = Allocated(() => Finish(store(large, CancellationToken.None)), times: 100);

        Assert.InRange(few, 0, 100 * 1_000);

        // The smallest object is 24 bytes: less than one more for each batch is none for each item.
        Assert.InRange(many - few, -24 * 100, (24 * 100) - 1);
    }

    [Fact]
    public void With_no_listener_reading_allocates_nothing()
    {
        using var span = Signals().StartFetch();

        Assert.Equal(0, Allocated(Read, times: 1_000));

        void Read()
        {
            span.BeginReading();
            span.EndReading(4_096);
        }
    }

    [Fact]
    public void A_batch_is_one_span_and_few_bytes_when_everything_is_traced_and_measured()
    {
        using var listeners = new SignalRecorder();
        using var attempt = new Activity("attempt").Start();
        var store = new AttemptSignals(Step, new SyncLog(NullLogger.Instance), TimeProvider.System).Store((_, _) => Task.CompletedTask);
        var batch = new StagedRecord[1_000];

        Finish(store(batch, CancellationToken.None));
        Assert.Single(listeners.Ended);
        listeners.Dispose();

        using var forgetful = new Listeners();
        Assert.InRange(Allocated(() => Finish(store(batch, CancellationToken.None)), times: 100) / 100, 1, MaxBytesOfBatch);
        Assert.True(forgetful.Heard >= 300, $"{forgetful.Heard} of 100 spans and 200 measurements were heard");
    }

    [Fact]
    public void Reading_allocates_nothing_but_for_the_first_byte_when_everything_is_traced_and_measured()
    {
        using var listener = new Listeners();
        using var attempt = new Activity("attempt").Start();
        using var span = new AttemptSignals(Step, new SyncLog(NullLogger.Instance), TimeProvider.System).StartFetch();

        Assert.Equal(0, Allocated(Read, times: 1_000));

        void Read()
        {
            span.BeginReading();
            span.EndReading(4_096);
        }
    }

    [Fact]
    public void With_no_listener_a_body_allocates_the_same_however_many_records_it_holds()
    {
        var counters = new StepCounters();
        var records = 1;
        var parse = Signals().Parse(
            (_, _, _) =>
            {
                counters.Received += records;
                return Task.CompletedTask;
            },
            counters);
        var body = new FetchedBody(System.IO.Pipelines.PipeReader.Create(Stream.Null), length: null);
        var few = Allocated(() => Finish(parse(body, (_, _) => ValueTask.CompletedTask, CancellationToken.None)), times: 100);

        records = 1_000_000;

        Assert.InRange(Allocated(() => Finish(parse(body, (_, _) => ValueTask.CompletedTask, CancellationToken.None)), times: 100), 0, few);
    }

    private static AttemptSignals Signals()
    {
        Activity.Current = null;
        return new AttemptSignals(Step, new SyncLog(NullLogger.Instance), TimeProvider.System);
    }

    private static void Finish(Task task) => Assert.True(task.IsCompletedSuccessfully);

    /// <summary>Bytes that repeated work allocates on this thread, warmed up.</summary>
    private static long Allocated(Action work, int times)
    {
        for (var round = 0; round < 100; round++)
        {
            work();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < times; round++)
        {
            work();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
