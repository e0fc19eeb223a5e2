namespace DataflowSync;

/// <summary>
/// The one writer of a profile, for one run. Used by one thread at a time; disposing it frees the writer lock. Its methods may
/// run synchronously, for as long as the disk takes: call them from a thread of the pool.
/// </summary>
public interface ICatalogWriter : IAsyncDisposable
{
    /// <summary>What past runs left, as last saved.</summary>
    ProfileStatus Status { get; }

    /// <summary>What was found damaged and counts as not published, one short text each. It is rebuilt by the next fetch.</summary>
    IReadOnlyList<string> Warnings { get; }

    /// <summary>The published generation of a dataset; null where there is none, or none that can be read.</summary>
    /// <param name="dataset">Name of the dataset.</param>
    GenerationInfo? GetGeneration(string dataset);

    /// <summary>Begins the next generation of a dataset. One at a time. May run synchronously.</summary>
    /// <param name="step">The step whose dataset is meant, with the format of its items.</param>
    /// <param name="cancellationToken">Cancels loading the ledger, and what the store does for the generation in the background.</param>
    ValueTask<IGenerationWriter> BeginAsync(SyncStep step, CancellationToken cancellationToken);

    /// <summary>Saves what is to be known of the profile, all or nothing. May run synchronously.</summary>
    /// <param name="status">What to keep from now on.</param>
    /// <param name="cancellationToken">Cancels before the new one is in place.</param>
    ValueTask SaveStatusAsync(ProfileStatus status, CancellationToken cancellationToken);
}
