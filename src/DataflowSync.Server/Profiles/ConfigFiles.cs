namespace DataflowSync.Server.Profiles;

/// <summary>Files and directories that only the user of the process can read.</summary>
internal static class ConfigFiles
{
    private const UnixFileMode PrivateDirectory = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a directory, and takes it from others where it was there.</summary>
    public static DirectoryInfo MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path);
        }

        var directory = Directory.CreateDirectory(path, PrivateDirectory);
        File.SetUnixFileMode(path, PrivateDirectory);
        return directory;
    }

    /// <summary>Takes a file from others.</summary>
    /// <returns>Whether others could read or write it.</returns>
    public static bool Close(string path)
    {
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & ~PrivateFile) == 0)
        {
            return false;
        }

        File.SetUnixFileMode(path, PrivateFile);
        return true;
    }

    /// <summary>Opens a new or emptied private file.</summary>
    public static FileStream Create(string path)
    {
        // The mode is for a new file only: one that is left over may be anyone's.
        File.Delete(path);
        return Open(path, FileMode.CreateNew);
    }

    /// <summary>Takes a lock that lasts until it is disposed, or the process ends.</summary>
    /// <exception cref="IOException">Someone else holds it.</exception>
    public static FileStream Lock(string path)
    {
        try
        {
            return Open(path, FileMode.OpenOrCreate);
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw new IOException("Another server uses the same directory of profiles: stop it, or give this one a directory of its own.", exception);
        }
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = PrivateFile;
        }

        return new FileStream(path, options);
    }
}
