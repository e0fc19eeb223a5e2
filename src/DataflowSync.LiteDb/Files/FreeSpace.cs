namespace DataflowSync.LiteDb.Files;

/// <summary>Asks for room before building, so that a full disk is found before a long fetch and not after it.</summary>
internal static class FreeSpace
{
    private const long MiB = 1 << 20;

    /// <exception cref="IOException">There is less.</exception>
    public static void Require(string directory, long bytes)
    {
        var root = OperatingSystem.IsWindows() ? Path.GetPathRoot(Path.GetFullPath(directory))! : directory;
        if (root.StartsWith(@"\\", StringComparison.Ordinal))
        {
            return; // A network share does not tell.
        }

        var free = new DriveInfo(root).AvailableFreeSpace;
        if (free < bytes)
        {
            throw new IOException($"not enough free space in '{directory}': {bytes / MiB} MiB are needed, {free / MiB} MiB are free");
        }
    }
}
