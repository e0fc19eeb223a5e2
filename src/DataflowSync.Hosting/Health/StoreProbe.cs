namespace DataflowSync.Hosting.Health;

/// <summary>Finds out whether the data directory can be written, by writing to it.</summary>
internal static class StoreProbe
{
    private static readonly byte[] Content = [1];

    /// <returns>Null where it can; else why not, without a path.</returns>
    public static string? Try(string directory)
    {
        // No profile's name begins like this, and two probes do not meet.
        var path = Path.Combine(directory, $".probe-{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(directory);
            using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose);
            RandomAccess.Write(file, Content, fileOffset: 0);
            RandomAccess.FlushToDisk(file);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.GetType().Name;
        }
    }
}
