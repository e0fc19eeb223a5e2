using DataflowSync.Change;

namespace DataflowSync.LiteDb.Tests.Simulation;

/// <summary>Drives a generation writer as the engine does: ledger, spool, order, and repeats merged at the end.</summary>
internal sealed class SimulatedFetch : IAsyncDisposable
{
    private readonly IGenerationWriter _generation;
    private readonly SyncStep _step;
    private readonly ItemBuilder _builder;
    private readonly ItemSpool _spool;
    private readonly RowList _order = new();
    private readonly Dictionary<int, List<TestRecord>> _waiting = [];
    private readonly List<StagedItem> _batch = [];
    private int _received;

    private SimulatedFetch(IGenerationWriter generation, SyncStep step)
    {
        _generation = generation;
        _step = step;
        _builder = new ItemBuilder(step.Format);
        _spool = new ItemSpool(generation.CreateScratch());
    }

    public int BatchSize { get; init; } = 100;

    public IGenerationWriter Generation => _generation;

    public static async Task<SimulatedFetch> BeginAsync(ICatalogWriter writer, string dataset)
    {
        var step = TestFormat.Step(dataset);
        return new SimulatedFetch(await writer.BeginAsync(step, CancellationToken.None), step);
    }

    /// <summary>A whole fetch, published.</summary>
    public static async Task PublishAsync(ICatalogWriter writer, string dataset, IEnumerable<TestRecord> records)
    {
        await using var fetch = await BeginAsync(writer, dataset);
        await fetch.ReceiveAsync(records);
        await fetch.PublishAsync();
    }

    /// <summary>A run of one step.</summary>
    public static async Task SyncAsync(ICatalogStore store, ProfileId profile, string dataset, IEnumerable<TestRecord> records)
    {
        await using var writer = await store.OpenWriterAsync(profile);
        await PublishAsync(writer, dataset, records);
    }

    public async Task ReceiveAsync(IEnumerable<TestRecord> records)
    {
        var ledger = _generation.Ledger;
        foreach (var record in records)
        {
            _received++;
            var isNew = !ledger.TryFind(Ledger.KeyOf(record.Id), out var row);
            row = isNew ? ledger.Add(Ledger.KeyOf(record.Id)) : row;
            var isRepeat = (ledger.FlagsOf(row) & RowFlags.Seen) != 0;
            ledger.FlagsOf(row) |= RowFlags.Seen | (isNew ? RowFlags.Added : RowFlags.None);
            if (!isRepeat)
            {
                _order.Add(row);
            }

            if (_generation.Previous is null && !isRepeat)
            {
                await InsertAsync(row, record);
                continue;
            }

            if (!_waiting.TryGetValue(row, out var same))
            {
                _waiting.Add(row, same = []);
            }

            same.Add(record);
        }

        await FlushAsync();
    }

    public async Task PublishAsync(CancellationToken cancellationToken = default)
    {
        var ledger = _generation.Ledger;
        var changed = 0;
        foreach (var (row, records) in _waiting)
        {
            var merged = records.Aggregate(TestRecord.Merge);
            if (_generation.Previous is null)
            {
                merged = merged with { Groups = [.. _generation.ReadGroups(row, "categoryIds").Union(merged.Groups)] };
            }

            merged.FillIn(_builder);
            if (ledger.EntryOf(row).Item != _builder.Fingerprint())
            {
                ledger.EntryOf(row).Item = _builder.Fingerprint();
                ledger.EntryOf(row).Raw = (ulong)_spool.Append(new SpooledRecord(row, Raw: 7, ItemSpool.Nowhere, IsFirst: true, _builder.Encode().ToArray()));
                ledger.FlagsOf(row) |= RowFlags.Changed;
                changed++;
            }
        }

        var removed = ledger.Rows().Count(entry => !ledger.IsUnchanged(entry.Value) && !ledger.IsChanged(entry.Value));
        var info = new GenerationInfo(_order.Count, ItemVersion: 1, _received, _order.Hash(), FilterHash: 0);
        await _generation.PublishAsync(new GenerationChanges(_step, info, ledger, _order, _spool, changed, removed), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _spool.Dispose();
        await _generation.DisposeAsync();
    }

    private async Task InsertAsync(int row, TestRecord record)
    {
        record.FillIn(_builder);
        _generation.Ledger.EntryOf(row).Item = _builder.Fingerprint();
        _batch.Add(new StagedItem(_step.Format, row, _builder.Encode().ToArray()));
        if (_batch.Count == BatchSize)
        {
            await FlushAsync();
        }
    }

    private async Task FlushAsync()
    {
        if (_batch.Count > 0)
        {
            await _generation.InsertAsync(_batch.ToArray(), CancellationToken.None);
            _batch.Clear();
        }
    }
}
