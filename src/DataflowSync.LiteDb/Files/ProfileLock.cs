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
    private const int MaxTries = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly SafeFileHandle _handle;

    private ProfileLock(SafeFileHandle handle) => _handle = handle;

    /// <summary>Takes the lock, making the directory where there is none.</summary>
    /// <exception cref="ProfileBusyException">Someone else holds it, and does not give it back in a tenth of a second.</exception>
    public static async Task<ProfileLock> TakeAsync(ProfileDirectory directory, CancellationToken cancellationToken)
    {
        for (var tried = 1; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            directory.Create();
            try
            {
                if (Open(directory) is { } taken)
                {
                    return taken;
                }
            }
            catch (DirectoryNotFoundException)
            {
                // The profile was forgotten in between.
            }
            catch (IOException e) when (IsHeld(e))
            {
                // Whoever copies the directory, or searches it for viruses, has the file open for a moment: that is no owner.
                if (tried++ == MaxTries)
                {
                    throw new ProfileBusyException(directory.ProfileId, e);
                }

                await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => _handle.Dispose();

    private static bool IsHeld(IOException exception) => exception.HResult is WouldBlockLinux or WouldBlockMac or SharingViolation;

    /// <returns>Null where the file that was opened has not the name any more.</returns>
    private static ProfileLock? Open(ProfileDirectory directory)
    {
        var handle = directory.Disk.OpenExclusively(directory.LockPath);
        var isTaken = false;
        try
        {
            isTaken = IsInPlace(directory, handle);
            return isTaken ? new ProfileLock(handle) : null;
        }
        finally
        {
            if (!isTaken)
            {
                handle.Dispose(); // After a full disk refused the mark, too: it must not keep the profile busy.
            }
        }
    }

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
