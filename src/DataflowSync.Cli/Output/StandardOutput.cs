using System.Text;
using Microsoft.Win32.SafeHandles;

namespace DataflowSync.Cli.Output;

/// <summary>Standard output for programs: JSON is UTF-8, whatever the terminal's encoding is.</summary>
internal static class StandardOutput
{
    /// <summary>EPIPE, as the runtime hands it on.</summary>
    private const int BrokenPipe = 32;

    /// <summary>Opens it for bytes. Writing to a pipe that nobody reads any more fails; see <see cref="IsUnread"/>.</summary>
    public static Stream Open()
    {
        if (!OperatingSystem.IsWindows())
        {
            // The console's stream takes a broken pipe for success and would be fed to the end. A file stays with it: a file
            // stream keeps a position of its own, and who writes to the same file after this process would overwrite it.
            var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            if (!stream.CanSeek)
            {
                return stream;
            }
        }

        return Console.OpenStandardOutput();
    }

    /// <summary>Whether writing failed because the reader of the pipe has seen enough.</summary>
    public static bool IsUnread(IOException exception) => exception.HResult == BrokenPipe;

    public static void WriteLine(string json)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(Encoding.UTF8.GetBytes(json + "\n"));
    }
}
