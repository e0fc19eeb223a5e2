namespace DataflowSync.LiteDb.Files;

/// <summary>Replaces a small file so that after a crash it is the old or the new one.</summary>
internal static class DurableFile
{
    /// <summary>Writes a temporary file, flushes it, renames it over the old one. The directory's flush is the caller's.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="cancellationToken">Honoured until the rename.</param>
    public static void Replace(string path, ReadOnlySpan<byte> content, CancellationToken cancellationToken)
    {
        var temporary = path + ProfileDirectory.Unfinished;
        using (var handle = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(handle, content, fileOffset: 0);
            RandomAccess.FlushToDisk(handle);
        }

        cancellationToken.ThrowIfCancellationRequested();
        File.Move(temporary, path, overwrite: true);
    }
}
