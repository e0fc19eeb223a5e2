namespace DataflowSync.EndToEnd.Tests.Setup;

/// <summary>The writer of an <see cref="InterceptedStore"/>.</summary>
internal sealed class InterceptedWriter(InterceptedStore store, ICatalogWriter inner) : ICatalogWriter
{
    public ProfileStatus Status => inner.Status;

    public IReadOnlyList<string> Warnings => inner.Warnings;

    public GenerationInfo? GetGeneration(string dataset) => inner.GetGeneration(dataset);

    public async ValueTask<IGenerationWriter> BeginAsync(SyncStep step, CancellationToken cancellationToken) =>
        new InterceptedGeneration(store, step.Name, await inner.BeginAsync(step, cancellationToken));

    public ValueTask SaveStatusAsync(ProfileStatus status, CancellationToken cancellationToken) => inner.SaveStatusAsync(status, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
