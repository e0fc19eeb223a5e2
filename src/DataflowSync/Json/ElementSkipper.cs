using System.Buffers;

namespace DataflowSync.Json;

/// <summary>
/// Walks past one element byte by byte, knowing only strings and brackets: one that is too large to buffer, or that a strict
/// reader refuses.
/// </summary>
internal sealed class ElementSkipper
{
    private int _depth;
    private bool _inString;
    private bool _escaped;

    /// <summary>How deep the brackets were nested so far.</summary>
    public int MaxDepth { get; private set; }

    /// <summary>Skips on.</summary>
    /// <param name="buffer">The next bytes of the element.</param>
    /// <param name="consumed">Receives how many of them belong to it.</param>
    /// <returns>Whether the element ended.</returns>
    public bool Skip(in ReadOnlySequence<byte> buffer, out long consumed)
    {
        consumed = 0;
        foreach (var segment in buffer)
        {
            foreach (var value in segment.Span)
            {
                // A scalar ends before the separator that follows it.
                if (_depth == 0 && !_inString && value is (byte)',' or (byte)']' or (byte)'}')
                {
                    return true;
                }

                consumed++;
                if (EndsElement(value))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool EndsElement(byte value)
    {
        if (_inString)
        {
            var ends = !_escaped && value == '"';
            _escaped = !_escaped && value == '\\';
            _inString = !ends;
            return ends && _depth == 0;
        }

        switch (value)
        {
            case (byte)'"':
                _inString = true;
                return false;
            case (byte)'{' or (byte)'[':
                MaxDepth = Math.Max(MaxDepth, ++_depth);
                return false;
            case (byte)'}' or (byte)']':
                return --_depth == 0;
            default:
                return false;
        }
    }
}
