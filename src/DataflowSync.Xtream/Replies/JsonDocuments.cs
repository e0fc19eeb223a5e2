using System.Text;
using System.Text.Json;

namespace DataflowSync.Xtream.Replies;

/// <summary>Reads a small document as JSON, with the same words for what is wrong with it as a list has.</summary>
internal static class JsonDocuments
{
    /// <summary>As before a list: the longest text that is skipped.</summary>
    private const int MaxTextBytes = 64 << 10;

    /// <summary>Reads the first JSON value of the bytes; text before it, as PHP's warnings are, and what follows it is ignored.</summary>
    /// <exception cref="SourceException">There is none.</exception>
    public static JsonDocument Parse(ReadOnlySpan<byte> utf8)
    {
        var mark = "\uFEFF"u8;
        if (utf8.Length > 0 && utf8.Length < mark.Length && mark.StartsWith(utf8))
        {
            throw EndedEarly();
        }

        utf8 = utf8.StartsWith(mark) ? utf8[mark.Length..] : utf8;
        var text = utf8.Trim(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            throw new SourceException(SyncErrorCode.EmptyBody, "the provider sent an empty answer");
        }

        if (text.SequenceEqual("null"u8))
        {
            throw new SourceException(SyncErrorCode.NullBody, "the provider answered null");
        }

        if (text[0] is not ((byte)'{' or (byte)'['))
        {
            text = FindObject(text) is var at and >= 0 ? text[at..] : throw new SourceException(ReplyReader.DescribeText(text));
        }

        try
        {
            var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState());
            return JsonDocument.TryParseValue(ref reader, out var document)
                ? document
                : throw EndedEarly();
        }
        catch (JsonException exception)
        {
            throw new SourceException(
                new SyncError(SyncErrorCode.MalformedJson, $"the provider's answer is broken JSON in line {exception.LineNumber + 1}"));
        }
    }

    /// <summary>Where an object seems to begin behind a text: a brace followed by a name. A web page is none, whatever is in it.</summary>
    private static int FindObject(ReadOnlySpan<byte> text)
    {
        if (StartsWith(text, "<!doctype"u8) || StartsWith(text, "<html"u8))
        {
            return -1;
        }

        text = text[..Math.Min(text.Length, MaxTextBytes)];
        for (var at = text.IndexOf((byte)'{'); at >= 0;)
        {
            if (text[(at + 1)..].TrimStart(" \t\r\n"u8) is [(byte)'"', ..])
            {
                return at;
            }

            var next = text[(at + 1)..].IndexOf((byte)'{');
            at = next < 0 ? next : at + 1 + next;
        }

        return -1;
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) =>
        text.Length >= word.Length && Ascii.EqualsIgnoreCase(text[..word.Length], word);

    private static SourceException EndedEarly() => new(SyncErrorCode.Truncated, "the provider's answer ended before its end");
}
