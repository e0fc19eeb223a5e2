using System.Threading.Tasks.Dataflow;

namespace DataflowSync.Pipeline;

/// <summary>A block of a graph with its name and bound, to be shown and measured.</summary>
/// <param name="Name">Name of the stage.</param>
/// <param name="Block">The block.</param>
/// <param name="Capacity">Most messages it holds.</param>
/// <param name="Count">Counts the messages it holds now; from any thread.</param>
internal sealed record StageBlock(string Name, IDataflowBlock Block, int Capacity, Func<int> Count)
{
    /// <summary>
    /// A bounded block that makes many messages of one. <see cref="TransformManyBlock{TInput,TOutput}"/> would put all of
    /// them into its output at once, whatever its bound.
    /// </summary>
    public static (IPropagatorBlock<TInput, TOutput> Block, int Capacity, Func<int> Count) Transform<TInput, TOutput>(
        string name,
        int capacity,
        Stage<TInput, TOutput> stage,
        FailFast failFast)
    {
        var output = new BufferBlock<TOutput>(new DataflowBlockOptions
        {
            BoundedCapacity = capacity,
            CancellationToken = failFast.Token,
            NameFormat = name + " output",
        });
        var input = new ActionBlock<TInput>(
            message => failFast.RunAsync(token => stage(message, EmitAsync, token)),
            Options(name, capacity: 1, failFast.Token));
        _ = CompleteOutputAsync();
        return (DataflowBlock.Encapsulate(input, output), capacity, () => output.Count);

        async ValueTask EmitAsync(TOutput message, CancellationToken token)
        {
            if (!await output.SendAsync(message, token).ConfigureAwait(false))
            {
                token.ThrowIfCancellationRequested();
                throw new InvalidOperationException($"The output of '{name}' ended before its input.");
            }
        }

        async Task CompleteOutputAsync()
        {
            await input.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            output.Complete();
        }
    }

    public static ExecutionDataflowBlockOptions Options(string name, int capacity, CancellationToken cancellationToken) => new()
    {
        BoundedCapacity = capacity,
        MaxDegreeOfParallelism = 1,
        CancellationToken = cancellationToken,
        NameFormat = name,
    };
}
