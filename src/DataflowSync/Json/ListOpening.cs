using System.Buffers;
using System.Text;
using System.Text.Json;

namespace DataflowSync.Json;

/// <summary>
/// Finds where the list of a body begins, or says why there is none. What it decides depends on the body alone, not on how much
/// of it has come: it asks for more until it can tell.
/// </summary>
internal sealed class ListOpening(JsonRecordFormat format, ICollection<string> warnings)
{
    /// <summary>What is looked at, at most: the longest text before a list.</summary>
    public const int MaxBytes = 64 << 10;

    /// <summary>What a body is that ended before its list did.</summary>
    public static readonly SyncError CutOff = new(SyncErrorCode.Truncated, "the provider's answer ended before the end of the list");

    private const int MaxTextBytes = 4 << 10;
    private const int MaxKeyDigits = 20;

    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789+-.eE"u8);

    /// <summary>Looks at the beginning of a body.</summary>
    /// <param name="start">It, without blanks before it; not empty.</param>
    /// <param name="isWhole">Whether it is all of the body.</param>
    /// <returns>Null where more bytes are needed to tell.</returns>
    /// <exception cref="SourceException">The body is no list.</exception>
    public Opening? Find(ReadOnlySpan<byte> start, bool isWhole) => start[0] switch
    {
        (byte)'[' => new Opening(1, (byte)']'),
        (byte)'{' => FindInObject(start, isWhole),
        _ => FindBehindText(start, isWhole),
    };

    private Opening? FindInObject(ReadOnlySpan<byte> start, bool isWhole)
    {
        var keyed = new Opening(1, (byte)'}');
        var reader = new Utf8JsonReader(start, isFinalBlock: false, new JsonReaderState());
        try
        {
            if (reader.Read() && reader.Read())
            {
                if (reader.TokenType == JsonTokenType.EndObject)
                {
                    // PHP cannot say "empty list" where it has keys.
                    return keyed;
                }

                if (IsIndex(reader.ValueSpan) || (reader.Read() && IsRecord(ref reader)))
                {
                    warnings.Add("shape: an object was read as the list of its values");
                    return keyed;
                }
            }
        }
        catch (JsonException)
        {
            // Broken, and no list that has begun: for the format to describe.
        }

        if (!isWhole && start.Length < MaxBytes)
        {
            return null;
        }

        throw new SourceException(isWhole && IsCutOff(start)
            ? CutOff
            : format.DescribeObject(start));
    }

    private static bool IsIndex(ReadOnlySpan<byte> name) =>
        name.Length is > 0 and <= MaxKeyDigits && !name.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Whether the object that the reader stands on has a record's id, as far as it has come.</summary>
    private bool IsRecord(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (PropertyName.Is(ref reader, format.KeyProperty))
            {
                return true;
            }

            if (!reader.Read() || !reader.TrySkip())
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsCutOff(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState());
        try
        {
            return !reader.Read() || !reader.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private Opening? FindBehindText(ReadOnlySpan<byte> start, bool isWhole)
    {
        var text = start.TrimEnd(" \t\r\n"u8);
        if (!IsPage(start) && !IsScalar(text) && FindListIn(start, isWhole) is var at and >= 0)
        {
            var opening = start[at] == '[' ? new Opening(1, (byte)']') : FindInObjectBehindText(start, at, isWhole);
            if (opening is not null)
            {
                warnings.Add("leading-text: text before the list was skipped");
            }

            return opening is { } found ? found with { Length = at + found.Length } : null;
        }

        // Of a page and a quoted text more bytes make nothing else; digits or a word may still be the text before a list.
        if (!isWhole && start.Length < (IsPage(start) || start[0] == '"' ? MaxTextBytes : MaxBytes))
        {
            return null;
        }

        throw new SourceException(
            "null"u8.StartsWith(text) && text.Length < 4 ? CutOff
            : IsLiteral(text, "null"u8) ? new SyncError(SyncErrorCode.NullBody, "the provider answered null")
            : IsScalar(text) ? new SyncError(SyncErrorCode.UnexpectedShape, "the provider sent a single value where a list is expected")
            : format.DescribeText(start[..Math.Min(start.Length, MaxTextBytes)].TrimEnd(" \t\r\n"u8)));
    }

    private Opening? FindInObjectBehindText(ReadOnlySpan<byte> start, int at, bool isWhole)
    {
        try
        {
            return FindInObject(start[at..], isWhole || start.Length >= MaxBytes);
        }
        catch (SourceException exception) when (exception.Error.Code == SyncErrorCode.UnexpectedShape)
        {
            // Some object in a text is still a text.
            throw new SourceException(format.DescribeText(start[..Math.Min(start.Length, MaxTextBytes)]));
        }
    }

    /// <summary>
    /// Where a list seems to begin behind a text: a bracket followed by a record, or a brace by a name. Brackets around nothing are
    /// a list only where nothing follows them, for warnings of PHP hold them too.
    /// </summary>
    private static int FindListIn(ReadOnlySpan<byte> text, bool isWhole)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var next = text[at..].IndexOfAny((byte)'[', (byte)'{');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            var inside = text[(at + 1)..].TrimStart(" \t\r\n"u8);
            if (inside.IsEmpty)
            {
                return -1;
            }

            var isArray = text[at] == '[';
            var isEmpty = inside[0] == (isArray ? ']' : '}');
            if (inside[0] == (isArray ? '{' : '"') || (isEmpty && isWhole && inside[1..].Trim(" \t\r\n"u8).IsEmpty))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsPage(ReadOnlySpan<byte> text) => StartsWith(text, "<!doctype"u8) || StartsWith(text, "<html"u8);

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) =>
        text.Length >= word.Length && Ascii.EqualsIgnoreCase(text[..word.Length], word);

    private static bool IsScalar(ReadOnlySpan<byte> text) =>
        text[0] == '"'
            || IsLiteral(text, "null"u8)
            || IsLiteral(text, "true"u8)
            || IsLiteral(text, "false"u8)
            || !text.ContainsAnyExcept(NumberBytes);

    private static bool IsLiteral(ReadOnlySpan<byte> text, ReadOnlySpan<byte> literal) =>
        text.StartsWith(literal) && (text.Length == literal.Length || text[literal.Length] is not ((>= (byte)'a' and <= (byte)'z') or (byte)' '));
}
