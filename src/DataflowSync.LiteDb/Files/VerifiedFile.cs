using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace DataflowSync.LiteDb.Files;

/// <summary>
/// A published file, open for reading through one handle that outlives the file's name. Every page is checked against its
/// sum each time it is read. Thread-safe.
/// </summary>
internal sealed class VerifiedFile : IDisposable
{
    private const int VerifyPages = 32;

    private readonly Disk _disk;
    private readonly SafeFileHandle _handle;
    private readonly PageSums _sums;
    private readonly string _name;
    private readonly string _path;

    private VerifiedFile(Disk disk, SafeFileHandle handle, PageSums sums, string path)
    {
        _disk = disk;
        _handle = handle;
        _sums = sums;
        _name = Path.GetFileName(path);
        _path = path;
    }

    public string Name => _name;

    public long Length => _sums.Length;

    /// <summary>Opens a file with its sums.</summary>
    /// <exception cref="InvalidDataException">It is not the file the pointer names.</exception>
    /// <exception cref="IOException">It cannot be opened; <see cref="FileNotFoundException"/> where it is gone.</exception>
    public static VerifiedFile Open(Disk disk, string directory, StoredFile file)
    {
        var path = Path.Combine(directory, file.Name);
        var handle = disk.OpenToRead(path);
        try
        {
            var sums = PageSums.Parse(SharedFile.ReadAllBytes(disk, path + PageSums.Extension), file.Sums, file.Name + PageSums.Extension);
            return sums.Length == RandomAccess.GetLength(handle)
                ? new VerifiedFile(disk, handle, sums, path)
                : throw new InvalidDataException($"{file.Name} is damaged: it has another length than when it was published.");
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Fills a span from an offset.</summary>
    /// <exception cref="InvalidDataException">A page is not as it was written.</exception>
    /// <exception cref="EndOfStreamException">The file is shorter.</exception>
    public void ReadAt(long offset, Span<byte> destination)
    {
        if (offset < 0 || offset > Length - destination.Length)
        {
            throw new EndOfStreamException($"{_name} is shorter than what is said to be in it.");
        }

        while (!destination.IsEmpty)
        {
            var page = offset / PageSums.PageSize;
            var within = (int)(offset % PageSums.PageSize);
            var whole = within == 0 ? destination.Length / PageSums.PageSize * PageSums.PageSize : 0;
            var count = whole > 0 ? whole : Math.Min(destination.Length, PageSums.PageSize - within);
            if (whole > 0)
            {
                ReadPages(page, destination[..whole]);
            }
            else
            {
                ReadPart(page, within, destination[..count]);
            }

            offset += count;
            destination = destination[count..];
        }
    }

    /// <summary>Reads the whole file against its sums.</summary>
    /// <exception cref="InvalidDataException">A page is not as it was written, or cannot be read.</exception>
    public void VerifyAll(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(VerifyPages * PageSums.PageSize);
        try
        {
            for (long offset = 0; offset < Length; offset += VerifyPages * PageSums.PageSize)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var count = (int)Math.Min(VerifyPages * PageSums.PageSize, Length - offset);
                ReadPages(offset / PageSums.PageSize, buffer.AsSpan(0, count));
            }
        }
        catch (IOException e)
        {
            throw new InvalidDataException($"{_name} cannot be read: {e.Message}", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => _handle.Dispose();

    private void ReadPart(long page, int within, Span<byte> destination)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PageSums.PageSize);
        try
        {
            var content = buffer.AsSpan(0, (int)Math.Min(PageSums.PageSize, Length - (page * PageSums.PageSize)));
            ReadPages(page, content);
            content.Slice(within, destination.Length).CopyTo(destination);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads pages from the beginning of one; only the file's last page may be short.</summary>
    private void ReadPages(long page, Span<byte> destination)
    {
        for (var filled = 0; filled < destination.Length;)
        {
            var read = _disk.Read(_handle, destination[filled..], (page * PageSums.PageSize) + filled);
            filled += read > 0 ? read : throw Damaged("it was cut");
        }

        for (; !destination.IsEmpty; page++)
        {
            var content = destination[..Math.Min(PageSums.PageSize, destination.Length)];
            if (!_sums.Match(page, content))
            {
                throw Damaged(FormattableString.Invariant($"page {page} is not as it was written"));
            }

            destination = destination[content.Length..];
        }
    }

    /// <summary>What a reader meets, the next writer has to know: a file with this time is read whole before anything is built on it.</summary>
    private InvalidDataException Damaged(string how)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                File.SetLastWriteTimeUtc(_path, DateTime.UnixEpoch); // A handle for reading may not do that there.
            }
            else
            {
                File.SetLastWriteTimeUtc(_handle, DateTime.UnixEpoch);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A reader without rights: the damage is found when the file is next read whole.
        }

        return new InvalidDataException($"{_name} is damaged: {how}.");
    }
}
