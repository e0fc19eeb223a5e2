namespace DataflowSync.Testing.Http;

/// <summary>A body that is there as a whole.</summary>
internal sealed class FixedBody(ReadOnlyMemory<byte> bytes) : ResponseBody
{
    private ReadOnlyMemory<byte> _rest = bytes;

    public override int Fill(Span<byte> destination)
    {
        int length = Math.Min(_rest.Length, destination.Length);
        _rest.Span[..length].CopyTo(destination);
        _rest = _rest[length..];
        return length;
    }
}
