using DataflowSync.Change;
using DataflowSync.Storage;

namespace DataflowSync.Pipeline;

/// <summary>The store stage: new items of a first generation go straight into it, everything else waits in the spool.</summary>
internal sealed class BatchStorer(IGenerationWriter generation, ItemSpool spool)
{
    private readonly List<StagedItem> _direct = [];

    public Task RunAsync(StagedRecord[] batch, CancellationToken cancellationToken) =>
        StoreException.WrapAsync(() => StoreAsync(batch, cancellationToken), cancellationToken);

    private async Task StoreAsync(StagedRecord[] batch, CancellationToken cancellationToken)
    {
        foreach (var record in batch)
        {
            if (record.SpoolOffset is { } offset)
            {
                spool.Write(offset, record.Record);
            }
            else
            {
                _direct.Add(new StagedItem(record.Format, record.Record.Row, record.Record.Encoded));
            }
        }

        if (_direct.Count > 0)
        {
            await generation.InsertAsync(_direct, cancellationToken).ConfigureAwait(false);
            _direct.Clear();
        }
    }
}
