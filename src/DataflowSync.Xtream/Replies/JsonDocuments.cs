using System.Text.Json;

namespace DataflowSync.Xtream.Replies;

/// <summary>Reads a small document as JSON, with the same words for what is wrong with it as a list has.</summary>
internal static class JsonDocuments
{
    /// <summary>Reads the first JSON value of the bytes; what follows it is ignored.</summary>
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
            throw new SourceException(ReplyReader.DescribeText(text));
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
    private static SourceException EndedEarly() => new(SyncErrorCode.Truncated, "the provider's answer ended before its end");
}
