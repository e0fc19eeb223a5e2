using DataflowSync.LiteDb.Files;
using DataflowSync.LiteDb.Pointer;
using DataflowSync.LiteDb.Reading;

namespace DataflowSync.LiteDb.Building;

/// <summary>The one writer of a profile: holds its lock, knows what is published, and publishes.</summary>
internal sealed class CatalogWriter : ICatalogWriter
{
    private readonly ProfileLock _lock;
    private readonly OpenGenerations _generations;
    private readonly LiteDbStoreOptions _options;
    private readonly List<string> _warnings = [];
    private readonly HashSet<string> _damaged = [];
    private readonly TrustedFiles _trusted;
    private readonly HashSet<string> _superseded = []; // Files that a pointer still needs which may come back.
    private CatalogPointer _pointer;
    private bool _isBuilding;
    private bool _isDisposed;

    /// <summary>Opens the profile and clears what a killed writer left. The lock is the writer's from here on.</summary>
    /// <exception cref="NotSupportedException">A newer version of this software wrote the profile.</exception>
    public CatalogWriter(ProfileDirectory directory, ProfileLock profileLock, OpenGenerations generations, LiteDbStoreOptions options)
    {
        Directory = directory;
        _lock = profileLock;
        _generations = generations;
        _options = options;
        _pointer = ReadPointer();
        var history = ReadHistory();
        Status = history.History;
        _trusted = new TrustedFiles(directory, history.Whole);
        ClearLeftovers();
        foreach (var (dataset, pointer) in _pointer.Datasets)
        {
            TryLease(dataset, pointer)?.Dispose();
        }
    }

    public ProfileDirectory Directory { get; }

    public ProfileStatus Status { get; private set; }

    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Number of the next publication.</summary>
    public long NextNumber => _pointer.Version + 1;

    public GenerationInfo? GetGeneration(string dataset) => Published(dataset)?.Generation;

    public ValueTask<IGenerationWriter> BeginAsync(SyncStep step, CancellationToken cancellationToken)
    {
        StepNames.Validate(step);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isBuilding)
        {
            throw new InvalidOperationException("A generation is being built: one at a time.");
        }

        FreeSpace.Require(Directory.Path, _options.MinimumFreeBytes);
        var previous = LoadPublished(step.Name, cancellationToken);
        _isBuilding = true;
        var build = new GenerationBuild(this, step, _options);
        try
        {
            return ValueTask.FromResult<IGenerationWriter>(
                previous is { } found ? new NextGenerationWriter(build, found.Lease, found.Ledger) : new FirstGenerationWriter(build));
        }
        catch
        {
            build.Dispose();
            throw;
        }
    }

    public async ValueTask SaveStatusAsync(ProfileStatus status, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(status);
        var kept = status with { Reports = [.. status.Reports.Take(ProfileStatus.MaxReports)] };
        var document = new HistoryDocument { History = kept, Whole = _trusted.StampsOf(_pointer.FileNames()) };
        await HistoryFile.WriteAsync(Directory, document, cancellationToken).ConfigureAwait(false);
        Status = kept;
    }

    /// <summary>Swaps the pointer: the moment of publication. Then removes the files nobody needs any more.</summary>
    public async Task PublishAsync(string dataset, DatasetPointer generation, CancellationToken cancellationToken)
    {
        var next = _pointer.With(dataset, generation);
        await AbandonableFlush.RunAsync(Directory.Flush, cancellationToken).ConfigureAwait(false);
        await PointerFile.WriteAsync(Directory, next, cancellationToken).ConfigureAwait(false);
        _superseded.UnionWith(_pointer.FileNames());
        _pointer = next;
        _damaged.Remove(dataset);
        foreach (var file in generation.Files().Where(file => !_trusted.Contains(file.Name)))
        {
            _trusted.Add(file.Name);
        }

        try
        {
            Directory.Flush();
        }
        catch (IOException e)
        {
            // Readers see it already: it is no failure any more. But the old pointer may come back with a power loss, and
            // its files have to be there then.
            _warnings.Add($"{dataset}: published, but a power loss may bring the previous state back: {e.Message}");
            return;
        }

        _superseded.ExceptWith(next.FileNames());
        foreach (var name in _superseded)
        {
            Directory.TryDelete(name);
            Directory.TryDelete(name + PageSums.Extension);
        }

        _superseded.Clear();
    }

    /// <summary>The generation being built was disposed: what it left unpublished goes.</summary>
    public void End()
    {
        _isBuilding = false;
        Directory.DeleteLeftovers([.. _pointer.FileNames(), .. _superseded]);
    }

    public ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return ValueTask.CompletedTask; // The directory may be another writer's by now.
        }

        _isDisposed = true;
        try
        {
            if (!Directory.IsKnown)
            {
                Directory.Delete();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty profile stays on disk, where nobody sees it. How the run ended is more important.
        }
        finally
        {
            _lock.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Removes what a killed writer left. It may have been killed between its swap and the flush behind it.</summary>
    private void ClearLeftovers()
    {
        Directory.DeleteForgotten();
        var leftovers = Directory.Leftovers(_pointer.FileNames());
        if (leftovers.Count == 0)
        {
            return;
        }

        try
        {
            Directory.Flush();
            leftovers.ForEach(Directory.TryDelete);
        }
        catch (IOException)
        {
            _superseded.UnionWith(leftovers); // Kept until a flush succeeds.
        }
    }

    private CatalogPointer ReadPointer()
    {
        try
        {
            return PointerFile.Read(Directory) ?? new CatalogPointer();
        }
        catch (InvalidDataException e)
        {
            _warnings.Add($"{e.Message} Nothing counts as published; it is all fetched anew.");
            return new CatalogPointer { Version = Directory.HighestNumber() };
        }
    }

    private HistoryDocument ReadHistory()
    {
        try
        {
            return HistoryFile.Read(Directory);
        }
        catch (InvalidDataException e)
        {
            _warnings.Add($"{e.Message} The history of past runs is lost.");
            return new HistoryDocument { History = new ProfileStatus() };
        }
    }

    private DatasetPointer? Published(string dataset) => _damaged.Contains(dataset) ? null : _pointer.Datasets.GetValueOrDefault(dataset);

    private GenerationLease? TryLease(string dataset, DatasetPointer pointer)
    {
        try
        {
            return _generations.Lease(Directory, dataset, pointer);
        }
        catch (Exception e) when (Damage.IsShownBy(e))
        {
            ReportDamage(dataset, e);
            return null;
        }
    }

    /// <summary>What a re-sync builds on is read whole against its sums first, unless it is known to be whole.</summary>
    private (GenerationLease Lease, Ledger Ledger)? LoadPublished(string dataset, CancellationToken cancellationToken)
    {
        if (Published(dataset) is not { } pointer || TryLease(dataset, pointer) is not { } lease)
        {
            return null;
        }

        try
        {
            foreach (var file in lease.Generation.Files.Where(file => !_trusted.Contains(file.Name)))
            {
                file.VerifyAll(cancellationToken);
                _trusted.Add(file.Name);
            }

            return (lease, lease.Generation.Index.LoadLedger());
        }
        catch (Exception e) when (Damage.IsShownBy(e))
        {
            lease.Dispose();
            ReportDamage(dataset, e);
            return null;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private void ReportDamage(string dataset, Exception damage)
    {
        _damaged.Add(dataset);
        _warnings.Add($"{dataset}: {damage.Message} It counts as not published and is fetched anew.");
    }
}
