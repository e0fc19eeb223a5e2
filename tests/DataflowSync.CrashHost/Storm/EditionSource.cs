using System.Runtime.CompilerServices;

namespace DataflowSync.CrashHost.Storm;

/// <summary>A source of one list, in one of its editions.</summary>
internal sealed class EditionSource(Edition edition) : ICatalogSource
{
    public const string List = "things";

    public IReadOnlyList<SyncStep> Steps { get; } = [new SyncStep(List, new ThingFormat(List, new Moments(_ => { })))];

    public Task<AccountInfo?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<AccountInfo?>(null);

    public async IAsyncEnumerable<SourceBody> OpenAsync(SyncStep step, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        yield return new SourceBody(new EditionBody(edition));
    }
}
