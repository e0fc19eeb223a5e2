namespace DataflowSync.Hosting.Profiles;

/// <summary>The source of a profile that has no credentials: its runs end at the account check, with a report like any other.</summary>
internal sealed class RefusedSource(IReadOnlyList<SyncStep> steps, SyncError error) : ICatalogSource
{
    public IReadOnlyList<SyncStep> Steps => steps;

    public Task<AccountInfo?> CheckAsync(CancellationToken cancellationToken) =>
        Task.FromException<AccountInfo?>(new SourceException(error.Code, error.Message));

    public IAsyncEnumerable<SourceBody> OpenAsync(SyncStep step, CancellationToken cancellationToken) =>
        throw new SourceException(error.Code, error.Message);
}
