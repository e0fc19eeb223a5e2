namespace DataflowSync.LiteDb.Files;

/// <summary>Reads a small file that another process may replace or remove meanwhile.</summary>
internal static class SharedFile
{
    /// <exception cref="IOException">It cannot be read; <see cref="FileNotFoundException"/> or
    /// <see cref="DirectoryNotFoundException"/> where it is not there.</exception>
    public static byte[] ReadAllBytes(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
