namespace DataflowSync.EndToEnd.Tests.Costs;

/// <summary>A source whose one list is in memory.</summary>
internal sealed class ListSource(SyncStep step, byte[] body) : ICatalogSource
{
    public IReadOnlyList<SyncStep> Steps => [step];

    public Task<AccountInfo?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<AccountInfo?>(null);

    public IAsyncEnumerable<SourceBody> OpenAsync(SyncStep _, CancellationToken cancellationToken) =>
        new[] { new SourceBody(new MemoryStream(body, writable: false), body.Length) }.ToAsyncEnumerable();
}
