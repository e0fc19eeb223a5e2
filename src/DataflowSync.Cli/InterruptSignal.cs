using System.Runtime.InteropServices;

namespace DataflowSync.Cli;

/// <summary>
/// SIGINT, which a shell makes what it starts in the background ignore. .NET leaves it ignored then, and a script that stops a sync with it
/// would wait for the whole catalog.
/// </summary>
internal static partial class InterruptSignal
{
    private const int Number = 2;
    private const nint DefaultAction = 0;

    /// <summary>Hears it again. To be called before anything of .NET looks at signals: the console does when it is first used.</summary>
    public static void Hear()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetAction(Number, DefaultAction);
        }
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SetAction(int signal, nint action);
}
