using Microsoft.Win32.SafeHandles;

namespace DataflowSync.LiteDb.Files;

/// <summary>
/// A file being built. The sum of each page is taken as the page is written; <see cref="Flush"/> does nothing, for LiteDB
/// calls it once a page and an unpublished file needs no durability before <see cref="FlushToDisk"/>. Not thread-safe.
/// </summary>
internal sealed class BuildingStream : Stream
{
    private readonly Disk _disk;
    private readonly SafeFileHandle _handle;
    private readonly List<ulong> _sums = [];
    private readonly byte[] _page = new byte[PageSums.PageSize];
    private long _pageNumber = -1;
    private bool _isPageDirty;
    private long _length;

    public BuildingStream(Disk disk, string path)
    {
        _disk = disk;
        _handle = disk.Create(path);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position { get; set; }

    public override void Flush()
    {
    }

    /// <summary>The one flush that reaches the disk.</summary>
    public void FlushToDisk() => _disk.Flush(_handle);

    /// <summary>Writes what is still in memory and gives the sums of all pages.</summary>
    public PageSums Complete()
    {
        WritePage();
        return new PageSums(_length, [.. _sums]);
    }

    public override int Read(Span<byte> buffer)
    {
        WritePage();
        var wanted = (int)Math.Clamp(_length - Position, 0, buffer.Length);
        ReadAll(buffer[..wanted], Position);
        Position += wanted;
        return wanted;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        FillGap(Position);
        while (!buffer.IsEmpty)
        {
            var page = Position / PageSums.PageSize;
            var within = (int)(Position % PageSums.PageSize);
            var count = Math.Min(buffer.Length, PageSums.PageSize - within);
            if (count == PageSums.PageSize)
            {
                WriteWholePage(page, buffer[..count]);
            }
            else
            {
                LoadPage(page);
                buffer[..count].CopyTo(_page.AsSpan(within));
                _isPageDirty = true;
            }

            Position += count;
            _length = Math.Max(_length, Position);
            buffer = buffer[count..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void SetLength(long value)
    {
        if (value % PageSums.PageSize != 0)
        {
            throw new NotSupportedException("A file being built is cut or stretched by whole pages.");
        }

        WritePage();
        _pageNumber = -1;
        FillGap(value);
        _disk.SetLength(_handle, value);
        _sums.RemoveRange((int)(value / PageSums.PageSize), _sums.Count - (int)(value / PageSums.PageSize));
        _length = value;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => _length + offset,
    };

    protected override void Dispose(bool disposing)
    {
        _handle.Dispose();
        base.Dispose(disposing);
    }

    private void WriteWholePage(long page, ReadOnlySpan<byte> content)
    {
        if (page == _pageNumber)
        {
            _pageNumber = -1;
            _isPageDirty = false;
        }

        WritePage();
        _disk.Write(_handle, content, page * PageSums.PageSize);
        SetSum(page, content);
    }

    private void LoadPage(long page)
    {
        if (page == _pageNumber)
        {
            return;
        }

        WritePage();
        _pageNumber = page;
        Array.Clear(_page);
        var start = page * PageSums.PageSize;
        var known = (int)Math.Clamp(_length - start, 0, PageSums.PageSize);
        ReadAll(_page.AsSpan(0, known), start);
    }

    /// <summary>LiteDB takes what one read gives it for the whole page.</summary>
    private void ReadAll(Span<byte> content, long start)
    {
        for (var filled = 0; filled < content.Length;)
        {
            var read = _disk.Read(_handle, content[filled..], start + filled);
            filled += read > 0 ? read : throw new EndOfStreamException("A file being built was cut by someone else.");
        }
    }

    private void WritePage()
    {
        if (_isPageDirty)
        {
            var start = _pageNumber * PageSums.PageSize;
            var content = _page.AsSpan(0, (int)Math.Min(PageSums.PageSize, _length - start));
            _disk.Write(_handle, content, start);
            SetSum(_pageNumber, content);
            _isPageDirty = false;
        }
    }

    private void SetSum(long page, ReadOnlySpan<byte> content)
    {
        if (page == _sums.Count)
        {
            _sums.Add(0);
        }

        _sums[(int)page] = PageSums.Of(page, content);
    }

    /// <summary>Writing behind the end leaves zeros between: they have sums as well.</summary>
    private void FillGap(long start)
    {
        if (start <= _length)
        {
            return;
        }

        WritePage();
        if (_length % PageSums.PageSize != 0 || start % PageSums.PageSize != 0)
        {
            throw new NotSupportedException("A file being built is stretched by whole pages.");
        }

        Span<byte> zeros = stackalloc byte[PageSums.PageSize];
        zeros.Clear();
        for (var page = _length / PageSums.PageSize; page < start / PageSums.PageSize; page++)
        {
            SetSum(page, zeros);
        }

        _disk.SetLength(_handle, start);
        _length = start;
    }
}
