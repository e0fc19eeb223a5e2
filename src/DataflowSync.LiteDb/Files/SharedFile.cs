namespace DataflowSync.LiteDb.Files;

/// <summary>Reads a small file that another process may replace or remove meanwhile.</summary>
internal static class SharedFile
{
    /// <exception cref="IOException">It cannot be read; <see cref="FileNotFoundException"/> or
    /// <see cref="DirectoryNotFoundException"/> where it is not there.</exception>
    public static byte[] ReadAllBytes(Disk disk, string path)
    {
        using var file = disk.OpenToRead(path);
        var bytes = new byte[RandomAccess.GetLength(file)];
        for (var filled = 0; filled < bytes.Length;)
        {
            var read = disk.Read(file, bytes.AsSpan(filled), filled);
            filled += read > 0 ? read : throw new EndOfStreamException($"{Path.GetFileName(path)} was cut while it was read.");
        }

        return bytes;
    }
}
