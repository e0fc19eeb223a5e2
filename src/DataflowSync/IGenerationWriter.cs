namespace DataflowSync;

/// <summary>
/// The next generation of one dataset, built aside: nothing of it is visible before it is published, and disposing it
/// unpublished leaves no trace. <see cref="InsertAsync"/> may run on another thread than the ledger's user, one call at a time. Its methods
/// may run synchronously, for as long as the disk takes: call them from a thread of the pool.
/// </summary>
public interface IGenerationWriter : IAsyncDisposable
{
    /// <summary>The published generation this one follows; null for a first one.</summary>
    GenerationInfo? Previous { get; }

    /// <summary>A private working copy of the published generation's ledger; empty for a first one.</summary>
    Ledger Ledger { get; }

    /// <summary>A temporary file that vanishes when it is closed.</summary>
    Stream CreateScratch();

    /// <summary>Stores new items directly, in ascending rows. Only for a first generation. May run synchronously.</summary>
    /// <param name="items">The items of one batch.</param>
    /// <param name="cancellationToken">Cancels between items.</param>
    ValueTask InsertAsync(IReadOnlyList<StagedItem> items, CancellationToken cancellationToken);

    /// <summary>The groups of an item as the published or the directly stored document holds them.</summary>
    /// <param name="row">Row of the item.</param>
    /// <param name="groupField">Name of the field that holds them.</param>
    IReadOnlyList<string> ReadGroups(int row, string groupField);

    /// <summary>Makes the generation the published one: after it returns, readers see it and it survives a crash. May run synchronously.</summary>
    /// <param name="changes">What differs from the previous generation, to be consumed once.</param>
    /// <param name="cancellationToken">Honoured until the moment of publication.</param>
    ValueTask PublishAsync(GenerationChanges changes, CancellationToken cancellationToken);
}
