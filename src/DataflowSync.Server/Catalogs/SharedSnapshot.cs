namespace DataflowSync.Server.Catalogs;

/// <summary>A snapshot that several requests read; closed when the last one has ended and it is shared no more. Thread-safe.</summary>
internal sealed class SharedSnapshot(CatalogSnapshot snapshot, long openedAt)
{
    private readonly Lock _gate = new();
    private int _users = 1;

    public CatalogSnapshot Snapshot => snapshot;

    /// <summary>A timestamp.</summary>
    public long OpenedAt => openedAt;

    /// <returns>False where it is closed.</returns>
    public bool TryUse()
    {
        lock (_gate)
        {
            if (_users == 0)
            {
                return false;
            }

            _users++;
            return true;
        }
    }

    public ValueTask ReleaseAsync()
    {
        lock (_gate)
        {
            if (--_users > 0)
            {
                return ValueTask.CompletedTask;
            }
        }

        return snapshot.DisposeAsync();
    }
}
