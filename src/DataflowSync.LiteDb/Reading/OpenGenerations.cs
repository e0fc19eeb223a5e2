using DataflowSync.LiteDb.Files;
using DataflowSync.LiteDb.Pointer;

namespace DataflowSync.LiteDb.Reading;

/// <summary>The generations that are being read in this process: opened once, shared, and closed with the last lease. Thread-safe.</summary>
internal sealed class OpenGenerations(int readersPerFile)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Key, Shared> _open = [];

    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    /// <exception cref="IOException">A file cannot be opened; <see cref="FileNotFoundException"/> where it is gone.</exception>
    public GenerationLease Lease(ProfileDirectory directory, string dataset, DatasetPointer pointer)
    {
        // A forgotten profile may come back with the same names: the sums tell its files from the old ones.
        var key = new Key(directory.PathOf(pointer.Index.Name), pointer.Index.Sums);
        lock (_gate)
        {
            if (_open.TryGetValue(key, out var shared))
            {
                shared.Leases++;
                return new GenerationLease(this, key, shared.Generation);
            }
        }

        // Opened outside the lock, for it asks the disk; of two who do so at once one throws its own away.
        var opened = new OpenGeneration(directory, dataset, pointer, readersPerFile);
        lock (_gate)
        {
            if (!_open.TryGetValue(key, out var shared))
            {
                _open.Add(key, new Shared(opened));
                return new GenerationLease(this, key, opened);
            }

            shared.Leases++;
            opened.Dispose();
            return new GenerationLease(this, key, shared.Generation);
        }
    }

    /// <summary>One more lease for the duration of a read.</summary>
    public GenerationLease Share(GenerationLease lease)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(lease.IsReturned, typeof(CatalogSnapshot));
            _open[lease.Key].Leases++;
            return new GenerationLease(this, lease.Key, lease.Generation);
        }
    }

    public void Return(GenerationLease lease)
    {
        lock (_gate)
        {
            if (lease.IsReturned)
            {
                return;
            }

            lease.IsReturned = true;
            if (--_open[lease.Key].Leases > 0)
            {
                return;
            }

            _open.Remove(lease.Key);
        }

        lease.Generation.Dispose();
    }

    internal readonly record struct Key(string Path, string Sums);

    private sealed class Shared(OpenGeneration generation)
    {
        public OpenGeneration Generation => generation;

        public int Leases { get; set; } = 1;
    }
}
