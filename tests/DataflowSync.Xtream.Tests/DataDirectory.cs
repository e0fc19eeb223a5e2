namespace DataflowSync.Xtream.Tests;

/// <summary>A data directory for one test.</summary>
internal sealed class DataDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dataflowsync-xtream-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
