namespace DataflowSync;

/// <summary>Fills a span with the bytes at an offset.</summary>
/// <param name="offset">Where to read, in bytes from the beginning.</param>
/// <param name="destination">What to fill, wholly.</param>
/// <exception cref="EndOfStreamException">There are not that many bytes.</exception>
public delegate void ReadAt(long offset, Span<byte> destination);
