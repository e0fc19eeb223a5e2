using System.Threading.Tasks.Dataflow;

namespace DataflowSync.Pipeline;

/// <summary>
/// A bounded block that makes many messages of one, or one of many. <see cref="TransformManyBlock{TInput,TOutput}"/> would
/// put all of them into its output at once, whatever its bound.
/// </summary>
internal sealed class StagePropagator<TInput, TOutput>
{
    private readonly ActionBlock<TInput> _input;
    private readonly BufferBlock<TOutput> _output;
    private readonly string _name;

    /// <param name="name">Name of the stage.</param>
    /// <param name="capacity">Most results that wait.</param>
    /// <param name="stage">The work.</param>
    /// <param name="failFast">Runs the work.</param>
    /// <param name="flush">Hands on what is left when no more comes.</param>
    public StagePropagator(
        string name,
        int capacity,
        Stage<TInput, TOutput> stage,
        FailFast failFast,
        Func<Func<TOutput, CancellationToken, ValueTask>, CancellationToken, Task>? flush = null)
    {
        _name = name;
        _output = new BufferBlock<TOutput>(new DataflowBlockOptions
        {
            BoundedCapacity = capacity,
            CancellationToken = failFast.Token,
            NameFormat = name + " output",
        });
        _input = new ActionBlock<TInput>(
            message => failFast.RunAsync(token => stage(message, EmitAsync, token)),
            StageBlock.Options(name, capacity: 1, failFast.Token));
        Block = DataflowBlock.Encapsulate(_input, _output);

        // The encapsulated block ends with its output, while work that was cancelled may still go on in its input.
        Shown = new StageBlock(name, capacity, Task.WhenAll(CompleteOutputAsync(failFast, flush), _input.Completion, _output.Completion));
    }

    public IPropagatorBlock<TInput, TOutput> Block { get; }

    public StageBlock Shown { get; }

    private async ValueTask EmitAsync(TOutput message, CancellationToken token)
    {
        if (!await _output.SendAsync(message, token).ConfigureAwait(false))
        {
            token.ThrowIfCancellationRequested();
            throw new InvalidOperationException($"The output of '{_name}' ended before its input.");
        }
    }

    private async Task CompleteOutputAsync(FailFast failFast, Func<Func<TOutput, CancellationToken, ValueTask>, CancellationToken, Task>? flush)
    {
        await _input.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (flush is not null && _input.Completion.IsCompletedSuccessfully)
        {
            await failFast.RunAsync(token => flush(EmitAsync, token)).ConfigureAwait(false);
        }

        _output.Complete();
    }
}
