using System.Collections.Concurrent;
using DataflowSync.LiteDb.Documents;
using DataflowSync.LiteDb.Files;
using LiteDB;
using LiteDB.Engine;

namespace DataflowSync.LiteDb.Reading;

/// <summary>
/// The engines of one published file. Two threads in one engine read wrong documents, so an engine is lent to one read at a
/// time; one that threw is dropped.
/// </summary>
internal sealed class EnginePool(VerifiedFile file, string collection, int limit) : IDisposable
{
    private readonly SemaphoreSlim _free = new(limit);
    private readonly ConcurrentStack<LiteEngine> _idle = new();

    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public async ValueTask<T> ReadAsync<T>(Func<DocumentCollection, T> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Read(read);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Called when no read goes on and none will come.</summary>
    public void Dispose()
    {
        foreach (var engine in _idle)
        {
            engine.Dispose();
        }

        _free.Dispose();
    }

    private T Read<T>(Func<DocumentCollection, T> read)
    {
        LiteEngine? engine = null;
        try
        {
            engine = _idle.TryPop(out var idle) ? idle : DocumentCollection.OpenEngine(file);
            var result = read(new DocumentCollection(engine, collection));
            _idle.Push(engine);
            return result;
        }
        catch (LiteException e)
        {
            engine?.Dispose();
            throw new InvalidDataException($"LiteDB cannot read a published file: {e.Message}", e);
        }
        catch
        {
            engine?.Dispose();
            throw;
        }
    }
}
