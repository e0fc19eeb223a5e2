using System.Globalization;
using System.Text;
using DataflowSync.Tests.Shared;

namespace DataflowSync.CrashHost.Storm;

/// <summary>An edition as a provider sends it, written while it is read.</summary>
internal sealed class EditionBody(Edition edition) : ReadOnlyStream
{
    private const int Piece = 1 << 16;

    private readonly IEnumerator<(long Id, string Name, string Group)> _items = edition.Items().GetEnumerator();
    private readonly StringBuilder _text = new("[");
    private byte[] _piece = [];
    private int _position;
    private int _written;
    private bool _isEnded;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_position == _piece.Length)
        {
            Fill();
        }

        var count = Math.Min(buffer.Length, _piece.Length - _position);
        _piece.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        return ValueTask.FromResult(count);
    }

    protected override void Dispose(bool disposing)
    {
        _items.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        while (!_isEnded && _text.Length < Piece)
        {
            if (_items.MoveNext())
            {
                var (id, name, group) = _items.Current;
                _text.Append(_written > 0 ? "," : string.Empty);
                _text.Append(CultureInfo.InvariantCulture, $$"""{"id":{{id}},"num":{{_written++}},"name":"{{name}}","group":"{{group}}"}""");
            }
            else
            {
                _text.Append(']');
                _isEnded = true;
            }
        }

        _piece = Encoding.UTF8.GetBytes(_text.ToString());
        _text.Clear();
        _position = 0;
    }
}
