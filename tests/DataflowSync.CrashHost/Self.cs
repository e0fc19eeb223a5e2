using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace DataflowSync.CrashHost;

/// <summary>This process.</summary>
internal static class Self
{
    /// <summary>SIGKILL: nothing is flushed, disposed or unwound.</summary>
    [DoesNotReturn]
    public static void Kill()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        throw new UnreachableException();
    }
}
