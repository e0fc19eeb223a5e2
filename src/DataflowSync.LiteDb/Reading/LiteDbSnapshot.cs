using DataflowSync.LiteDb.Files;
using DataflowSync.LiteDb.Pointer;

namespace DataflowSync.LiteDb.Reading;

/// <summary>A snapshot of published files.</summary>
internal sealed class LiteDbSnapshot : CatalogSnapshot
{
    private readonly Dictionary<string, IDatasetReader> _datasets = [];
    private readonly List<GenerationLease> _leases = [];
    private readonly List<string> _damage = [];

    private LiteDbSnapshot(ProfileId profileId, long version)
    {
        ProfileId = profileId;
        Version = version;
    }

    public override ProfileId ProfileId { get; }

    public override long Version { get; }

    public override IReadOnlyCollection<string> DatasetNames => _datasets.Keys;

    /// <summary>
    /// Opens what the pointer names. A file that is gone, or another one, was superseded meanwhile, or its profile was forgotten
    /// and made anew: it is damaged only if the pointer still is the same.
    /// </summary>
    /// <exception cref="UnknownProfileException">The store holds nothing of the profile.</exception>
    /// <exception cref="InvalidDataException">The pointer is damaged.</exception>
    public static LiteDbSnapshot Open(ProfileDirectory directory, OpenGenerations generations, CancellationToken cancellationToken)
    {
        for (string? tried = null; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pointer = PointerFile.Read(directory)
                ?? (directory.IsKnown ? new CatalogPointer() : throw new UnknownProfileException(directory.ProfileId));
            var snapshot = new LiteDbSnapshot(directory.ProfileId, pointer.Version);
            if (snapshot.TryOpen(directory, generations, pointer, isLastTry: tried == pointer.Checksum))
            {
                return snapshot;
            }

            tried = pointer.Checksum;
        }
    }

    public override IDatasetReader Dataset(string name) => _datasets.TryGetValue(name, out var reader) ? reader : new EmptyDataset(name);

    /// <summary>Reads everything the snapshot shows, against its sums and against itself.</summary>
    /// <returns>One line for each damage.</returns>
    public IEnumerable<string> Verify(CancellationToken cancellationToken) =>
    [
        .. _damage,
        .. _leases.SelectMany(lease => new GenerationCheck(lease.Generation, cancellationToken).Run()
            .Select(damage => $"{lease.Generation.Dataset}: {damage}")),
    ];

    public override ValueTask DisposeAsync()
    {
        CloseAll();
        return ValueTask.CompletedTask;
    }

    private bool TryOpen(ProfileDirectory directory, OpenGenerations generations, CatalogPointer pointer, bool isLastTry)
    {
        try
        {
            foreach (var (name, dataset) in pointer.Datasets)
            {
                _datasets.Add(name, Open(directory, generations, name, dataset, isLastTry));
            }

            return true;
        }
        catch (Exception e) when (!isLastTry && Damage.IsShownBy(e))
        {
            CloseAll();
            return false;
        }
        catch
        {
            CloseAll();
            throw;
        }
    }

    private IDatasetReader Open(ProfileDirectory directory, OpenGenerations generations, string name, DatasetPointer dataset, bool isLastTry)
    {
        try
        {
            var lease = generations.Lease(directory, name, dataset);
            _leases.Add(lease);
            return new DatasetReader(name, lease);
        }
        catch (Exception e) when (isLastTry && Damage.IsShownBy(e))
        {
            _damage.Add($"{name}: {e.Message}");
            return new DamagedDataset(name, (int)dataset.Generation.Count, e);
        }
    }

    private void CloseAll()
    {
        foreach (var lease in _leases)
        {
            lease.Dispose();
        }
    }
}
