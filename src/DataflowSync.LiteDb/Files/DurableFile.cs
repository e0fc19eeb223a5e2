namespace DataflowSync.LiteDb.Files;

/// <summary>Replaces a small file so that after a crash it is the old or the new one.</summary>
internal static class DurableFile
{
    private const int MaxRenames = 100;

    private static readonly TimeSpan RenamePause = TimeSpan.FromMilliseconds(20);

    /// <summary>Writes a temporary file, flushes it, renames it over the old one. The directory's flush is the caller's.</summary>
    /// <param name="disk">Where it is.</param>
    /// <param name="path">The file.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="cancellationToken">Honoured until the rename; a running flush is abandoned.</param>
    public static async Task ReplaceAsync(Disk disk, string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var temporary = path + ProfileDirectory.Unfinished;
        try
        {
            using (var file = disk.Create(temporary))
            {
                disk.Write(file, content.Span, offset: 0);
                await AbandonableFlush.RunAsync(() => disk.Flush(file), cancellationToken).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            await RenameAsync(disk, temporary, path, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            disk.TryDelete(temporary);
            throw;
        }
    }

    /// <summary>Readers have the old file open for as long as it takes to read it, and Windows replaces no open file.</summary>
    private static async Task RenameAsync(Disk disk, string from, string to, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                disk.Rename(from, to);
                return;
            }
            catch (Exception e) when (tried < MaxRenames && disk.IsHeldOpen(e))
            {
                await Task.Delay(RenamePause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
