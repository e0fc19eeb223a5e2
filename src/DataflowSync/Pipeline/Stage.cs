namespace DataflowSync.Pipeline;

/// <summary>The work of a block that makes many messages of one.</summary>
/// <param name="input">The message.</param>
/// <param name="emit">Hands a result on; waits while the next block is full.</param>
/// <param name="cancellationToken">Ends the work.</param>
internal delegate Task Stage<in TInput, TOutput>(
    TInput input,
    Func<TOutput, CancellationToken, ValueTask> emit,
    CancellationToken cancellationToken);
