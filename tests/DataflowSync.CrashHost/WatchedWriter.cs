namespace DataflowSync.CrashHost;

internal sealed class WatchedWriter(ICatalogWriter inner, Moments moments) : ICatalogWriter
{
    public ProfileStatus Status => inner.Status;

    public IReadOnlyList<string> Warnings => inner.Warnings;

    public GenerationInfo? GetGeneration(string dataset) => inner.GetGeneration(dataset);

    public async ValueTask<IGenerationWriter> BeginAsync(SyncStep step, CancellationToken cancellationToken) =>
        new WatchedGeneration(await inner.BeginAsync(step, cancellationToken), step.Name, moments);

    public ValueTask SaveStatusAsync(ProfileStatus status, CancellationToken cancellationToken) => inner.SaveStatusAsync(status, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
