namespace DataflowSync.Storage;

/// <summary>The store failed: tells its faults from those of the source and from our own.</summary>
internal sealed class StoreException(Exception inner) : Exception($"the store failed: {inner.Message}", inner)
{
    public static async Task WrapAsync(Func<Task> action, CancellationToken cancellationToken) =>
        await WrapAsync(
            async () =>
            {
                await action().ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);

    public static async Task<T> WrapAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (StoreException or ProfileBusyException)
            && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw new StoreException(exception);
        }
    }
}
