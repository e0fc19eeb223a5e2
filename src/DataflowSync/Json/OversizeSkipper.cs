using System.Buffers;

namespace DataflowSync.Json;

/// <summary>Walks past a record that is too large to buffer, byte by byte, knowing only strings and brackets.</summary>
internal sealed class OversizeSkipper
{
    private int _depth;
    private bool _inString;
    private bool _escaped;

    /// <summary>Skips on.</summary>
    /// <param name="buffer">The next bytes of the record.</param>
    /// <param name="consumed">Receives how many of them belong to it.</param>
    /// <returns>Whether the record ended.</returns>
    public bool Skip(in ReadOnlySequence<byte> buffer, out long consumed)
    {
        consumed = 0;
        foreach (var segment in buffer)
        {
            foreach (var value in segment.Span)
            {
                // A top-level scalar ends before the separator that follows it.
                if (_depth == 0 && !_inString && value is (byte)',' or (byte)']')
                {
                    return true;
                }

                consumed++;
                if (EndsRecord(value))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool EndsRecord(byte value)
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
                _depth++;
                return false;
            case (byte)'}' or (byte)']':
                return --_depth == 0;
            default:
                return false;
        }
    }
}
