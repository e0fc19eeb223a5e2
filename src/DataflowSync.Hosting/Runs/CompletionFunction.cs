namespace DataflowSync.Hosting.Runs;

/// <summary>A completion that is one function.</summary>
internal sealed class CompletionFunction(IServiceProvider services, Func<IServiceProvider, SyncReport, CancellationToken, ValueTask> completed) : ISyncCompletion
{
    public ValueTask OnCompletedAsync(SyncReport report, CancellationToken cancellationToken) => completed(services, report, cancellationToken);
}
