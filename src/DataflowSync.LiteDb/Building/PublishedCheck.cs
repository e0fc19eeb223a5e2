using DataflowSync.LiteDb.Files;
using DataflowSync.LiteDb.Reading;

namespace DataflowSync.LiteDb.Building;

/// <summary>
/// Reads the documents of a published generation whole against their sums, in the background of the fetch of the next one, so
/// that no damage is carried into that. What was read once in a run is not read again. Used by one thread at a time.
/// </summary>
internal sealed class PublishedCheck : IAsyncDisposable
{
    private readonly CatalogWriter _owner;
    private readonly string _dataset;
    private readonly List<(string Name, VerifiedFile File)> _files;
    private readonly Task _reading;
    private bool _isTold;

    /// <param name="owner">Is told how it ends.</param>
    /// <param name="lease">Keeps the files open; it has to outlast this.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public PublishedCheck(CatalogWriter owner, GenerationLease lease, CancellationToken cancellationToken)
    {
        _owner = owner;
        _dataset = lease.Generation.Dataset;
        _files = [.. lease.Generation.DocumentFiles.Where(file => !owner.IsVerified(file.Name))];
        _reading = Task.Run(() => _files.ForEach(file => file.File.VerifyAll(cancellationToken)), cancellationToken);
    }

    /// <summary>Waits for the end of it.</summary>
    /// <exception cref="InvalidDataException">A file is damaged: the generation counts as not published from now on.</exception>
    public async Task RequireWholeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            if (!_isTold)
            {
                _isTold = true;
                _owner.MarkDamaged(_dataset, e);
            }

            throw;
        }

        foreach (var (name, _) in _files)
        {
            _owner.RememberVerified(name);
        }
    }

    /// <summary>
    /// Waits for the end of it, for it may be the only look at a catalog that never changes. Damage becomes a warning.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await RequireWholeAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or OperationCanceledException)
        {
            // The writer was told.
        }
    }
}
