using System.ComponentModel;
using System.Diagnostics;

namespace DataflowSync.Crash.Tests;

/// <summary>A mounted file system of two MiB.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflowsync-tmpfs-");

    private SmallDisk()
    {
    }

    public string Path => _directory.FullName;

    private string Filler => System.IO.Path.Combine(Path, "filler");

    public static bool CanMount()
    {
        using var disk = TryMount();
        return disk is not null;
    }

    public static SmallDisk Mount() => TryMount() ?? throw new InvalidOperationException("No tmpfs could be mounted.");

    /// <summary>Leaves so many bytes free, but for what a page rounds up.</summary>
    public void FillUpTo(long free)
    {
        using var filler = File.Create(Filler);
        filler.Write(new byte[Math.Max(0, new DriveInfo(Path).AvailableFreeSpace - free)]);
    }

    public void MakeRoom() => File.Delete(Filler);

    public void Dispose()
    {
        Run("umount", "--lazy", Path); // A test that fails may still have something open.
        _directory.Delete();
    }

    private static SmallDisk? TryMount()
    {
        var disk = new SmallDisk();
        if (Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.Path))
        {
            return disk;
        }

        disk._directory.Delete();
        return null;
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // There is no such program.
        }
    }
}
