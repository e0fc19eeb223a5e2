using DataflowSync.LiteDb.Files;
using DataflowSync.LiteDb.Telemetry;

namespace DataflowSync.LiteDb.Building;

/// <summary>A data file on its way to publication, under a temporary name until it is whole.</summary>
internal sealed class BuildingFile(ProfileDirectory directory, string name) : IDisposable
{
    private readonly BuildingStream _stream = new(directory.Disk, directory.PathOf(name + ProfileDirectory.Unfinished));

    public string Name => name;

    public Stream Stream => _stream;

    /// <summary>Flushes the file and its sums and gives them their names. They last once the directory is flushed.</summary>
    /// <param name="cancellationToken">Abandons even a running flush: nobody needs the file then.</param>
    public async Task<StoredFile> FinishAsync(CancellationToken cancellationToken)
    {
        var sums = _stream.Complete();
        var bytes = sums.ToBytes();
        await PublicationActivities.FlushAsync(name, sums.Length, async () =>
        {
            await AbandonableFlush.RunAsync(_stream.FlushToDisk, cancellationToken).ConfigureAwait(false);
            await DurableFile.ReplaceAsync(directory.Disk, directory.PathOf(name + PageSums.Extension), bytes, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        directory.Disk.Rename(directory.PathOf(name + ProfileDirectory.Unfinished), directory.PathOf(name));
        _stream.Dispose();
        return new StoredFile(name, sums.Length, PageSums.Fingerprint(bytes));
    }

    public void Dispose() => _stream.Dispose();
}
