using System.Runtime.InteropServices;

namespace DataflowSync.Perf.Overhead;

/// <summary>CPU time of the processes that this one started and that have ended, to the last moment. Linux only.</summary>
internal static partial class ChildrenCpu
{
    private const int Children = -1;

    /// <summary>Seconds, of user and system together.</summary>
    public static double Read()
    {
        var usage = default(Usage);
        return GetUsage(Children, ref usage) == 0
            ? usage.UserSeconds + usage.SystemSeconds + ((usage.UserMicroseconds + usage.SystemMicroseconds) / 1e6)
            : throw new InvalidOperationException("getrusage failed.");
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetUsage(int who, ref Usage usage);

    /// <summary>The beginning of <c>struct rusage</c> on 64 bits, and room for the rest of it.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct Usage
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
    }
}
