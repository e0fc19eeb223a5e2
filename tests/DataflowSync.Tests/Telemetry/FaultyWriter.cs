namespace DataflowSync.Tests.Telemetry;

/// <summary>The writer of a <see cref="FaultyStore"/>.</summary>
internal sealed class FaultyWriter(ICatalogWriter inner, FaultyStore faults) : ICatalogWriter
{
    public ProfileStatus Status => inner.Status;

    public IReadOnlyList<string> Warnings => inner.Warnings;

    public GenerationInfo? GetGeneration(string dataset) => inner.GetGeneration(dataset);

    public async ValueTask<IGenerationWriter> BeginAsync(SyncStep step, CancellationToken cancellationToken) =>
        new FaultyGeneration(await inner.BeginAsync(step, cancellationToken), faults);

    public ValueTask SaveStatusAsync(ProfileStatus status, CancellationToken cancellationToken) =>
        faults.FailsSave ? throw new IOException("disk full") : inner.SaveStatusAsync(status, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        if (faults.FailsClosing)
        {
            throw new IOException("disk full");
        }
    }
}
