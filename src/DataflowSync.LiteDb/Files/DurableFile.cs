namespace DataflowSync.LiteDb.Files;

/// <summary>Replaces a small file so that after a crash it is the old or the new one.</summary>
internal static class DurableFile
{
    /// <summary>Writes a temporary file, flushes it, renames it over the old one. The directory's flush is the caller's.</summary>
    /// <param name="disk">Where it is.</param>
    /// <param name="path">The file.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="cancellationToken">Honoured until the rename.</param>
    public static void Replace(Disk disk, string path, ReadOnlySpan<byte> content, CancellationToken cancellationToken)
    {
        var temporary = path + ProfileDirectory.Unfinished;
        try
        {
            using (var file = disk.Create(temporary))
            {
                disk.Write(file, content, offset: 0);
                disk.Flush(file);
            }

            cancellationToken.ThrowIfCancellationRequested();
            disk.Rename(temporary, path);
        }
        catch
        {
            disk.TryDelete(temporary);
            throw;
        }
    }
}
