using System.Runtime.InteropServices;

namespace DataflowSync.LiteDb.Files;

/// <summary>
/// Makes renames in a directory survive a power loss. Windows needs no such call and offers none, nor do some network and
/// user-space file systems: what they do not offer is no failure.
/// </summary>
internal static partial class DirectoryFlush
{
    private const int ReadOnly = 0;
    private const int Interrupted = 4;
    private const int Invalid = 22;
    private const int NotSupportedLinux = 95;
    private const int NotSupportedMac = 45;
    private const int OperationNotSupportedMac = 102;
    private const int FullFlushMac = 51;

    /// <exception cref="IOException">The directory could not be flushed; <see cref="Exception.HResult"/> is the system's error number.</exception>
    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(path, ReadOnly);
        if (descriptor < 0)
        {
            throw Failure(path);
        }

        try
        {
            // There fsync leaves it to the drive when to write, and files are flushed by the runtime with this one.
            if (OperatingSystem.IsMacOS() && Fcntl(descriptor, FullFlushMac) == 0)
            {
                return;
            }

            while (Fsync(descriptor) != 0)
            {
                switch (Marshal.GetLastPInvokeError())
                {
                    case Interrupted:
                        continue;
                    case Invalid or NotSupportedLinux or NotSupportedMac or OperationNotSupportedMac:
                        return;
                    default:
                        throw Failure(path);
                }
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string path) =>
        new($"The directory '{path}' could not be flushed: {Marshal.GetLastPInvokeErrorMessage()}.", Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fcntl(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
