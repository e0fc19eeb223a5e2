using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace DataflowSync.LiteDb.Files;

/// <summary>
/// The writer lock of a profile: an exclusive handle on its lock file. It is free again when its owner dies, whatever way.
/// </summary>
internal sealed class ProfileLock : IDisposable
{
    public const int SharingViolation = unchecked((int)0x80070020);

    private const int WouldBlockLinux = 11;
    private const int WouldBlockMac = 35;
    private const int MaxMark = 1 << 16;

    private readonly SafeFileHandle _handle;

    private ProfileLock(SafeFileHandle handle) => _handle = handle;

    /// <summary>Takes the lock, making the directory where there is none.</summary>
    /// <exception cref="ProfileBusyException">Someone else holds it.</exception>
    public static ProfileLock Take(ProfileDirectory directory, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            directory.Create();
            SafeFileHandle handle;
            try
            {
                handle = directory.Disk.OpenExclusively(directory.LockPath);
            }
            catch (DirectoryNotFoundException)
            {
                continue; // The profile was forgotten in between.
            }
            catch (IOException e) when (e.HResult is WouldBlockLinux or WouldBlockMac or SharingViolation)
            {
                throw new ProfileBusyException(directory.ProfileId, e);
            }

            try
            {
                if (IsInPlace(directory, handle))
                {
                    return new ProfileLock(handle);
                }
            }
            catch
            {
                handle.Dispose(); // A full disk refuses the mark, and must not keep the profile busy.
                throw;
            }

            handle.Dispose();
        }
    }

    public void Dispose() => _handle.Dispose();

    /// <summary>
    /// Forgetting a profile unlinks the lock file while it is held. Who opened it just before then holds the lock of a file
    /// without a name, beside the holder of a new one: the length, written by its owner, tells whether name and handle agree.
    /// </summary>
    private static bool IsInPlace(ProfileDirectory directory, SafeFileHandle handle)
    {
        var mark = RandomNumberGenerator.GetInt32(1, MaxMark);
        directory.Disk.SetLength(handle, mark);
        var file = new FileInfo(directory.LockPath);
        return file.Exists && file.Length == mark;
    }
}
