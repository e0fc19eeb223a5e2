using System.Threading.Tasks.Dataflow;
using DataflowSync.Change;

namespace DataflowSync.Pipeline;

/// <summary>
/// The linked graph of one attempt: fetch → parse → batch → store. Every block is bounded, data and completion flow one way,
/// and the first failure anywhere ends all of it. Built for one attempt, for blocks cannot be restarted.
/// </summary>
internal sealed class StepGraph : IDisposable
{
    // Few: a record may be megabytes.
    private const int ParsedChunks = 4;
    private const int WaitingBatches = 2;

    private readonly FailFast _failFast;
    private readonly ITargetBlock<SyncStep> _head;
    private readonly Action _drain;

    private StepGraph(FailFast failFast, ITargetBlock<SyncStep> head, IReadOnlyList<StageBlock> blocks, Action drain)
    {
        _failFast = failFast;
        _head = head;
        _drain = drain;
        Blocks = blocks;
    }

    /// <summary>The blocks in the order of the data.</summary>
    public IReadOnlyList<StageBlock> Blocks { get; }

    /// <summary>Builds the graph.</summary>
    /// <param name="fetch">Opens the bodies of the step and hands each on.</param>
    /// <param name="parse">Turns a body into records to store, a chunk at a time.</param>
    /// <param name="store">Stores a batch.</param>
    /// <param name="batchSize">Most records in a batch.</param>
    /// <param name="cancellationToken">Ends the graph.</param>
    public static StepGraph Build(
        Stage<SyncStep, FetchedBody> fetch,
        Stage<FetchedBody, StagedRecord[]> parse,
        Func<StagedRecord[], CancellationToken, Task> store,
        int batchSize,
        CancellationToken cancellationToken)
    {
        var failFast = new FailFast(cancellationToken);
        var batcher = new Batcher(batchSize);
        var fetching = new StagePropagator<SyncStep, FetchedBody>("fetch", capacity: 1, fetch, failFast);
        var parsing = new StagePropagator<FetchedBody, StagedRecord[]>("parse", ParsedChunks, parse, failFast);
        var batching = new StagePropagator<StagedRecord[], StagedRecord[]>("batch", WaitingBatches, batcher.AddAsync, failFast, batcher.FlushAsync);
        var inStore = 0;
        var storing = new ActionBlock<StagedRecord[]>(StoreAsync, StageBlock.Options("store", capacity: 1, failFast.Token));

        var link = new DataflowLinkOptions { PropagateCompletion = true };
        fetching.Block.LinkTo(parsing.Block, link);
        parsing.Block.LinkTo(batching.Block, link);
        batching.Block.LinkTo(storing, link);

        return new StepGraph(
            failFast,
            fetching.Block,
            [fetching.Shown, parsing.Shown, batching.Shown, new StageBlock("store", Capacity: 1, () => Math.Max(storing.InputCount, Volatile.Read(ref inStore)), storing.Completion)],
            drain: () =>
            {
                // A completed block whose output nobody takes never ends, neither by cancellation nor by a fault.
                fetching.Block.LinkTo(DataflowBlock.NullTarget<FetchedBody>());
                parsing.Block.LinkTo(DataflowBlock.NullTarget<StagedRecord[]>());
                batching.Block.LinkTo(DataflowBlock.NullTarget<StagedRecord[]>());
            });

        async Task StoreAsync(StagedRecord[] batch)
        {
            // The block's own count leaves out what it works on; its bound does not.
            Volatile.Write(ref inStore, 1);
            await failFast.RunAsync(token => store(batch, token)).ConfigureAwait(false);
            Volatile.Write(ref inStore, 0);
        }
    }

    /// <summary>Sends one step through the graph and waits until every block has ended and none of its work goes on.</summary>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    /// <remarks>Rethrows the first failure of any block as it was thrown.</remarks>
    public async Task RunAsync(SyncStep step)
    {
        using var onStop = _failFast.Token.Register(_drain);
        await _failFast.RunAsync(async token =>
        {
            if (!await _head.SendAsync(step, token).ConfigureAwait(false))
            {
                throw new InvalidOperationException("The graph took no step: it had already ended.");
            }
        }).ConfigureAwait(false);
        _head.Complete();

        // Each block ends as completed or cancelled, never faulted: the delegates keep their failures themselves.
        var ended = Task.WhenAll(Blocks.Select(block => block.Completion));
        await ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _failFast.ThrowIfStopped();
        await ended.ConfigureAwait(false);
    }

    public void Dispose() => _failFast.Dispose();
}
