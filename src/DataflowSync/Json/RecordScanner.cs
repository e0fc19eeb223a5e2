using System.IO.Hashing;
using System.Text.Json;

namespace DataflowSync.Json;

/// <summary>
/// One strict pass over a record: where it ends, which key it has, and which ranges of it are volatile. The ranges are those
/// of the record measured last.
/// </summary>
internal sealed class RecordScanner(JsonRecordFormat format)
{
    private readonly List<(int Start, int End)> _volatile = [];
    private long? _key;

    /// <summary>Reads one value from its first byte to its last.</summary>
    /// <returns>False where the bytes end before it does.</returns>
    public bool TryMeasure(ref Utf8JsonReader reader, out bool isObject)
    {
        _volatile.Clear();
        _key = null;
        isObject = false;
        if (!reader.Read())
        {
            return false;
        }

        isObject = reader.TokenType == JsonTokenType.StartObject;
        if (!isObject)
        {
            return reader.TrySkip();
        }

        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                return true;
            }

            if (!TryReadProperty(ref reader))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>The frame of the object measured last.</summary>
    public RecordFrame Frame(ReadOnlySpan<byte> record)
    {
        ulong hash = 0;
        var start = 0;
        foreach (var range in _volatile)
        {
            hash = XxHash3.HashToUInt64(record[start..range.Start], (long)hash);
            start = range.End;
        }

        hash = XxHash3.HashToUInt64(record[start..], (long)hash);
        return new RecordFrame(record, _key, hash == 0 ? 1 : hash);
    }

    private bool TryReadProperty(ref Utf8JsonReader reader)
    {
        var isKey = PropertyName.Is(ref reader, format.KeyProperty);
        var isVolatile = !isKey && IsVolatile(ref reader);
        if (!reader.Read())
        {
            return false;
        }

        var start = (int)reader.TokenStartIndex;
        if (isKey)
        {
            _key = format.ReadKey(ref reader);
        }

        if (!reader.TrySkip())
        {
            return false;
        }

        if (isVolatile)
        {
            _volatile.Add((start, (int)reader.BytesConsumed));
        }

        return true;
    }

    private bool IsVolatile(ref Utf8JsonReader reader)
    {
        foreach (var name in format.VolatileProperties)
        {
            if (PropertyName.Is(ref reader, name))
            {
                return true;
            }
        }

        return false;
    }
}
