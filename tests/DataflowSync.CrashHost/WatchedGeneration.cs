using System.Collections;

namespace DataflowSync.CrashHost;

internal sealed class WatchedGeneration(IGenerationWriter inner, string step, Moments moments) : IGenerationWriter
{
    public GenerationInfo? Previous => inner.Previous;

    public Ledger Ledger => inner.Ledger;

    public Stream CreateScratch() => inner.CreateScratch();

    public async ValueTask InsertAsync(IReadOnlyList<StagedItem> items, CancellationToken cancellationToken)
    {
        moments.Reach($"before batch {step}");
        await inner.InsertAsync(new WatchedBatch(items, step, moments), cancellationToken);
        moments.Reach($"after batch {step}");
    }

    public IReadOnlyList<string> ReadGroups(int row, string groupField) => inner.ReadGroups(row, groupField);

    public ValueTask PublishAsync(GenerationChanges changes, CancellationToken cancellationToken)
    {
        moments.Reach($"publish {step}");
        return inner.PublishAsync(changes, cancellationToken);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    /// <summary>Announces each item as it is taken, in the middle of the transaction.</summary>
    private sealed class WatchedBatch(IReadOnlyList<StagedItem> items, string step, Moments moments) : IReadOnlyList<StagedItem>
    {
        public int Count => items.Count;

        public StagedItem this[int index] => items[index];

        public IEnumerator<StagedItem> GetEnumerator()
        {
            foreach (var item in items)
            {
                moments.Reach($"amid batch {step}");
                yield return item;
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
