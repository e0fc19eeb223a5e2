using DataflowSync.Change;

namespace DataflowSync.Pipeline;

/// <summary>
/// The batch stage: gathers records until they are many or large. A <c>BatchBlock</c> counts only, and a thousand records
/// of the largest size allowed are gigabytes.
/// </summary>
internal sealed class Batcher(int batchSize)
{
    private const long MaxBytes = 8 << 20;

    private readonly List<StagedRecord> _records = [];
    private long _bytes;

    public async Task AddAsync(
        StagedRecord[] chunk,
        Func<StagedRecord[], CancellationToken, ValueTask> emit,
        CancellationToken cancellationToken)
    {
        foreach (var record in chunk)
        {
            _records.Add(record);
            _bytes += record.Record.Size;
            if (_records.Count >= batchSize || _bytes >= MaxBytes)
            {
                await FlushAsync(emit, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Hands on the last, short batch.</summary>
    public async Task FlushAsync(Func<StagedRecord[], CancellationToken, ValueTask> emit, CancellationToken cancellationToken)
    {
        if (_records.Count == 0)
        {
            return;
        }

        StagedRecord[] batch = [.. _records];
        _records.Clear();
        _bytes = 0;
        await emit(batch, cancellationToken).ConfigureAwait(false);
    }
}
