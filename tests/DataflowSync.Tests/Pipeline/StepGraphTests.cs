using DataflowSync.Change;
using DataflowSync.Pipeline;
using DataflowSync.Tests.Engine;

namespace DataflowSync.Tests.Pipeline;

public sealed class StepGraphTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(30);

    private static readonly SyncStep Step = new("things", new ThingFormat());

    [Fact]
    public async Task Everything_that_is_parsed_reaches_the_store_in_order_and_the_last_short_batch_is_flushed()
    {
        var stored = new List<int>();
        var batches = new List<int>();
        using var graph = StepGraph.Build(
            OneBody,
            async (_, emit, token) =>
            {
                for (var row = 0; row < 1_050; row++)
                {
                    await emit([Record(row)], token);
                }
            },
            (batch, _) =>
            {
                batches.Add(batch.Length);
                stored.AddRange(batch.Select(record => record.Record.Row));
                return Task.CompletedTask;
            },
            batchSize: 100,
            CancellationToken.None);

        await graph.RunAsync(Step).WaitAsync(LongEnough);

        Assert.Equal(Enumerable.Range(0, 1_050), stored);
        Assert.Equal(50, batches[^1]);
        Assert.All(batches[..^1], size => Assert.Equal(100, size));
    }

    [Fact]
    public async Task Parse_one_huge_input_never_holds_more_than_capacity_items()
    {
        var emitted = 0;
        var stored = 0;
        var most = 0;
        var held = new TaskCompletionSource();
        using var graph = StepGraph.Build(
            OneBody,
            async (_, emit, token) =>
            {
                for (var row = 0; row < 20_000; row++)
                {
                    await emit([Record(row)], token);
                    most = Math.Max(most, Interlocked.Increment(ref emitted) - Volatile.Read(ref stored));
                    if (row == 200)
                    {
                        held.TrySetResult();
                    }
                }
            },
            async (batch, _) =>
            {
                await held.Task;
                Interlocked.Add(ref stored, batch.Length);
            },
            batchSize: 50,
            CancellationToken.None);

        await graph.RunAsync(Step).WaitAsync(LongEnough);

        Assert.Equal(20_000, stored);
        var bound = graph.Blocks.Sum(block => block.Capacity * (block.Name is "store" or "batch" ? 50 : 1)) + 100;
        Assert.True(most <= bound, $"{most} items were in flight");
    }

    public static TheoryData<string, int, bool> Faults()
    {
        var data = new TheoryData<string, int, bool>();
        foreach (var stage in new[] { "fetch", "parse", "store" })
        {
            foreach (var item in new[] { 0, 500, 999 })
            {
                data.Add(stage, item, true);
                data.Add(stage, item, false);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Any_block_faulting_on_item_k_ends_the_run_and_names_the_root_cause(string stage, int item, bool isAsynchronous)
    {
        var graph = Faulty(stage, item, isAsynchronous, static () => new InvalidDataException("root cause"));

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => graph.RunAsync(Step).WaitAsync(LongEnough));

        Assert.Equal("root cause", error.Message);
        Assert.All(graph.Blocks, block => Assert.True(block.Completion.IsCompleted, $"{block.Name} goes on"));
    }

    [Theory]
    [InlineData("fetch")]
    [InlineData("parse")]
    [InlineData("store")]
    public async Task Timeout_exception_inside_a_block_is_not_swallowed(string stage)
    {
        var graph = Faulty(stage, 0, isAsynchronous: true, static () => new TaskCanceledException("a deadline of a library"));

        await Assert.ThrowsAsync<TaskCanceledException>(() => graph.RunAsync(Step).WaitAsync(LongEnough));
    }

    [Fact]
    public async Task Cancel_after_complete_still_ends()
    {
        using var cancel = new CancellationTokenSource();
        var storing = new TaskCompletionSource();
        using var graph = StepGraph.Build(
            OneBody,
            async (_, emit, token) =>
            {
                for (var row = 0; row < 250; row++)
                {
                    await emit([Record(row)], token);
                }
            },
            async (_, token) =>
            {
                storing.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            },
            batchSize: 100,
            cancel.Token);

        var run = graph.RunAsync(Step);
        await storing.Task.WaitAsync(LongEnough);
        await cancel.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(LongEnough));
        Assert.Equal(cancel.Token, error.CancellationToken);
        Assert.All(graph.Blocks, block => Assert.True(block.Completion.IsCompleted));
    }

    [Fact]
    public async Task A_cancelled_graph_ends_only_when_the_work_it_started_has_ended()
    {
        using var cancel = new CancellationTokenSource();
        var fetching = new TaskCompletionSource();
        var mayEnd = new TaskCompletionSource();
        using var graph = StepGraph.Build(
            async (_, _, _) =>
            {
                fetching.SetResult();
                await mayEnd.Task;
            },
            (_, _, _) => Task.CompletedTask,
            (_, _) => Task.CompletedTask,
            batchSize: 10,
            cancel.Token);

        var run = graph.RunAsync(Step);
        await fetching.Task.WaitAsync(LongEnough);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Task.WhenAll(graph.Blocks.Skip(1).Select(block => block.Completion)).WaitAsync(LongEnough));

        Assert.False(run.IsCompleted);
        mayEnd.SetResult();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(LongEnough));
    }

    [Fact]
    public async Task A_batch_ends_when_it_is_large_even_if_its_records_are_few()
    {
        var batches = new List<int>();
        using var graph = StepGraph.Build(
            OneBody,
            async (_, emit, token) =>
            {
                for (var row = 0; row < 5; row++)
                {
                    await emit([new(Step.Format, new SpooledRecord(row, 1, ItemSpool.Nowhere, true, new byte[5 << 20]), null)], token);
                }
            },
            (batch, _) =>
            {
                batches.Add(batch.Length);
                return Task.CompletedTask;
            },
            batchSize: 1_000,
            CancellationToken.None);

        await graph.RunAsync(Step).WaitAsync(LongEnough);

        Assert.Equal([2, 2, 1], batches);
    }

    [Fact]
    public async Task What_breaks_while_a_cancellation_goes_round_is_not_the_outcome()
    {
        using var cancel = new CancellationTokenSource();
        using var graph = StepGraph.Build(
            async (_, _, token) =>
            {
                await cancel.CancelAsync();
                throw new ObjectDisposedException("a stream that was closed by the cancellation");
            },
            (_, _, _) => Task.CompletedTask,
            (_, _) => Task.CompletedTask,
            batchSize: 10,
            cancel.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => graph.RunAsync(Step).WaitAsync(LongEnough));
    }

    [Fact]
    public async Task Cancel_before_the_start_runs_nothing()
    {
        var ran = false;
        using var graph = StepGraph.Build(
            (_, _, _) =>
            {
                ran = true;
                return Task.CompletedTask;
            },
            (_, _, _) => Task.CompletedTask,
            (_, _) => Task.CompletedTask,
            batchSize: 10,
            new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => graph.RunAsync(Step).WaitAsync(LongEnough));

        Assert.False(ran);
    }

    [Fact]
    public async Task Sending_into_a_graph_that_ended_is_an_error_and_not_a_silent_loss()
    {
        var graph = StepGraph.Build(
            (_, _, _) => Task.CompletedTask, (_, _, _) => Task.CompletedTask, (_, _) => Task.CompletedTask, 10, CancellationToken.None);
        await graph.RunAsync(Step).WaitAsync(LongEnough);

        await Assert.ThrowsAsync<InvalidOperationException>(() => graph.RunAsync(Step).WaitAsync(LongEnough));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(20_000)]
    public void Graph_has_no_unbounded_block(int batchSize)
    {
        using var graph = StepGraph.Build(
            OneBody, (_, _, _) => Task.CompletedTask, (_, _) => Task.CompletedTask, batchSize, CancellationToken.None);

        Assert.Equal(["fetch", "parse", "batch", "store"], graph.Blocks.Select(block => block.Name));
        Assert.All(graph.Blocks, block => Assert.True(block.Capacity > 0));
    }

    [Fact]
    public void No_message_type_prints_its_content()
    {
        var record = Record(7);

        Assert.Equal("row 7", record.ToString());
        Assert.Equal("row 7", record.Record.ToString());
        Assert.Equal("body", new FetchedBody(System.IO.Pipelines.PipeReader.Create(Stream.Null), 1).ToString());
        Assert.Equal("SourceBody", new SourceBody(Stream.Null).ToString());
    }

    private static async Task OneBody(SyncStep step, Func<FetchedBody, CancellationToken, ValueTask> emit, CancellationToken token) =>
        await emit(new FetchedBody(System.IO.Pipelines.PipeReader.Create(Stream.Null), length: null), token);

    private static StagedRecord Record(int row) =>
        new(Step.Format, new SpooledRecord(row, Raw: 1, ItemSpool.Nowhere, IsFirst: true, new byte[] { 1, 2, 3 }), SpoolOffset: null);

    private static StepGraph Faulty(string stage, int item, bool isAsynchronous, Func<Exception> fault)
    {
        return StepGraph.Build(
            async (step, emit, token) =>
            {
                for (var body = 0; body < 1_000; body++)
                {
                    await FailAt("fetch", body);
                    await emit(new FetchedBody(System.IO.Pipelines.PipeReader.Create(Stream.Null), length: null), token);
                }
            },
            async (_, emit, token) =>
            {
                for (var row = 0; row < 1_000; row++)
                {
                    await FailAt("parse", row);
                    await emit([Record(row)], token);
                }
            },
            async (batch, _) =>
            {
                foreach (var record in batch)
                {
                    await FailAt("store", record.Record.Row);
                }
            },
            batchSize: 10,
            CancellationToken.None);

        async Task FailAt(string here, int number)
        {
            if (here == stage && number == item)
            {
                if (isAsynchronous)
                {
                    await Task.Yield();
                }

                throw fault();
            }
        }
    }
}
