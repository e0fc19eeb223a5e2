using System.Text;
using System.Text.Json;
using DataflowSync.Xtream.Values;

namespace DataflowSync.Xtream.Replies;

/// <summary>What the top of an object tells of its purpose: an account's data, or an error.</summary>
internal sealed class ObjectReply
{
    public AccountReply? Account { get; private set; }

    public bool IsError { get; private set; }

    public string? ErrorText { get; private set; }

    /// <summary>Reads an object as far as it goes: it may be cut off or broken.</summary>
    public static ObjectReply Read(ReadOnlySpan<byte> utf8)
    {
        var reply = new ObjectReply();
        var reader = new Utf8JsonReader(utf8, isFinalBlock: false, new JsonReaderState());
        var buffer = default(TextBuffer);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reply.TryReadProperty(ref reader, ref buffer))
            {
            }
        }
        catch (JsonException)
        {
            // What was read before still tells what the object is.
        }
        finally
        {
            buffer.Dispose();
        }

        return reply;
    }

    private bool TryReadProperty(ref Utf8JsonReader reader, ref TextBuffer buffer)
    {
        var name = buffer.ReadName(ref reader);
        var property = name.SequenceEqual("user_info"u8) ? Property.Account
            : name.SequenceEqual("error"u8) ? Property.Error
            : name.SequenceEqual("status"u8) ? Property.Status
            : name.SequenceEqual("result"u8) || name.SequenceEqual("success"u8) ? Property.Result
            : name.SequenceEqual("message"u8) ? Property.Message
            : Property.Other;
        if (!reader.Read())
        {
            return false;
        }

        if (property == Property.Account && reader.TokenType == JsonTokenType.StartObject)
        {
            Account = AccountReply.Read(ref reader, ref buffer);
            return reader.TokenType == JsonTokenType.EndObject;
        }

        var text = Encoding.UTF8.GetString(buffer.Read(ref reader));
        switch (property)
        {
            case Property.Error when text.Length > 0 ? text != "0" : reader.TokenType is JsonTokenType.True or JsonTokenType.StartObject:
                IsError = true;
                ErrorText = text.Length > 0 ? text : ErrorText;
                break;
            case Property.Status when text.Equals("error", StringComparison.OrdinalIgnoreCase):
            case Property.Result when reader.TokenType == JsonTokenType.False || text is "0" or "false":
                IsError = true;
                break;
            case Property.Message:
                ErrorText ??= text;
                break;
            default:
                break;
        }

        return reader.TrySkip();
    }

    private enum Property
    {
        Other,
        Account,
        Error,
        Status,
        Result,
        Message,
    }
}
