namespace DataflowSync.LiteDb.Files;

/// <summary>
/// Flushes of what is not published yet. A disk may take minutes for one, and no system call ends it: who cancels leaves it
/// alone, with a file that nobody needs any more.
/// </summary>
internal static class AbandonableFlush
{
    /// <param name="flush">Where it holds a handle that its caller disposes meanwhile, that one closes when the flush ends.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">It was not waited for.</exception>
    public static async Task RunAsync(Action flush, CancellationToken cancellationToken)
    {
        var running = Task.Run(flush, cancellationToken);
        try
        {
            await running.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // How it ends is nobody's business.
            _ = running.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }
}
