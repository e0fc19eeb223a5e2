using System.Threading.Tasks.Dataflow;
using DataflowSync.Change;

namespace DataflowSync.Pipeline;

/// <summary>
/// The linked graph of one attempt: fetch → parse → batch → store. Every block is bounded, data and completion flow one way,
/// and the first failure anywhere ends all of it. Built for one attempt, for blocks cannot be restarted.
/// </summary>
internal sealed class StepGraph : IDisposable
{
    private const int StoreBound = 2;

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

    /// <summary>The blocks in the order of the data, with their bounds.</summary>
    public IReadOnlyList<StageBlock> Blocks { get; }

    /// <summary>Builds the graph.</summary>
    /// <param name="fetch">Opens the bodies of the step and hands each on.</param>
    /// <param name="parse">Turns a body into records to store.</param>
    /// <param name="store">Stores a batch.</param>
    /// <param name="batchSize">Records in a batch.</param>
    /// <param name="cancellationToken">Ends the graph.</param>
    public static StepGraph Build(
        Stage<SyncStep, FetchedBody> fetch,
        Stage<FetchedBody, StagedRecord> parse,
        Func<StagedRecord[], CancellationToken, Task> store,
        int batchSize,
        CancellationToken cancellationToken)
    {
        var failFast = new FailFast(cancellationToken);
        var fetchBlock = StageBlock.Transform("fetch", capacity: 1, fetch, failFast);
        var parseBlock = StageBlock.Transform("parse", capacity: 64, parse, failFast);

        // A batch block takes nothing while a batch waits in its output, unless it may hold several.
        var batchBound = batchSize * 3;
        var batchBlock = new BatchBlock<StagedRecord>(batchSize, new GroupingDataflowBlockOptions
        {
            BoundedCapacity = batchBound,
            CancellationToken = failFast.Token,
            NameFormat = "batch",
        });
        var storing = 0;
        var storeBlock = new ActionBlock<StagedRecord[]>(StoreAsync, StageBlock.Options("store", StoreBound, failFast.Token));

        var link = new DataflowLinkOptions { PropagateCompletion = true };
        fetchBlock.Block.LinkTo(parseBlock.Block, link);
        parseBlock.Block.LinkTo(batchBlock, link);
        batchBlock.LinkTo(storeBlock, link);

        return new StepGraph(
            failFast,
            fetchBlock.Block,
            [
                new StageBlock("fetch", fetchBlock.Block, fetchBlock.Capacity, fetchBlock.Count),
                new StageBlock("parse", parseBlock.Block, parseBlock.Capacity, parseBlock.Count),

                // What the batch being filled holds cannot be asked; a last, short one counts as a whole.
                new StageBlock("batch", batchBlock, batchBound, () => batchBlock.OutputCount * batchSize),
                new StageBlock("store", storeBlock, StoreBound, () => storeBlock.InputCount + Volatile.Read(ref storing)),
            ],
            drain: () =>
            {
                // A completed block whose output nobody takes never ends, neither by cancellation nor by a fault.
                fetchBlock.Block.LinkTo(DataflowBlock.NullTarget<FetchedBody>());
                parseBlock.Block.LinkTo(DataflowBlock.NullTarget<StagedRecord>());
                batchBlock.LinkTo(DataflowBlock.NullTarget<StagedRecord[]>());
            });

        async Task StoreAsync(StagedRecord[] batch)
        {
            // The bound covers the batch being stored, the block's own count does not.
            Volatile.Write(ref storing, 1);
            await failFast.RunAsync(token => store(batch, token)).ConfigureAwait(false);
            Volatile.Write(ref storing, 0);
        }
    }

    /// <summary>Sends one step through the graph and waits until every block has ended.</summary>
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
        await Task.WhenAll(Blocks.Select(stage => stage.Block.Completion))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _failFast.ThrowIfStopped();
        await Task.WhenAll(Blocks.Select(stage => stage.Block.Completion)).ConfigureAwait(false);
    }

    public void Dispose() => _failFast.Dispose();
}
