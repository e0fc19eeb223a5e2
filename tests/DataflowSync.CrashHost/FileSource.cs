using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace DataflowSync.CrashHost;

/// <summary>A source that reads a JSON file: each property of its object is a list, and a step.</summary>
internal sealed class FileSource : ICatalogSource
{
    private readonly string _path;
    private readonly Moments _moments;
    private int _openBodies;

    public FileSource(string path, Moments moments)
    {
        _path = path;
        _moments = moments;
        using var catalog = Read();
        Steps = [.. catalog.RootElement.EnumerateObject().Select(list => new SyncStep(list.Name, new ThingFormat(list.Name, moments)))];
    }

    public IReadOnlyList<SyncStep> Steps { get; }

    /// <summary>Bodies that were handed out and not yet disposed.</summary>
    public int OpenBodies => Volatile.Read(ref _openBodies);

    public Task<AccountInfo?> CheckAsync(CancellationToken cancellationToken)
    {
        _moments.Reach("check account");
        return Task.FromResult<AccountInfo?>(null);
    }

    public async IAsyncEnumerable<SourceBody> OpenAsync(SyncStep step, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        _moments.Reach($"open {step.Name}");
        using var catalog = Read();
        var list = Encoding.UTF8.GetBytes(catalog.RootElement.GetProperty(step.Name).GetRawText());
        Interlocked.Increment(ref _openBodies);
        yield return new SourceBody(new WatchedBody(list, step.Name, _moments, () => Interlocked.Decrement(ref _openBodies)));
    }

    private JsonDocument Read() => JsonDocument.Parse(File.ReadAllBytes(_path));
}
