using System.Text;
using System.Text.Json;
using DataflowSync.Xtream.Values;

namespace DataflowSync.Xtream.Replies;

/// <summary>What a <c>user_info</c> object says of the account.</summary>
/// <param name="IsRefused">Whether <c>auth</c> is 0 in any spelling.</param>
/// <param name="Status">The panel's word, where it has one.</param>
/// <param name="ExpiresAt">Unix seconds; null for never.</param>
/// <param name="MaxConnections">Null where it is not said, or unlimited.</param>
internal sealed record AccountReply(bool IsRefused, string? Status, long? ExpiresAt, int? MaxConnections)
{
    private static readonly string[] InactiveWords = ["Banned", "Disabled", "Expired"];

    /// <summary>Reads the object that the reader stands on; what is cut off is taken as absent.</summary>
    public static AccountReply Read(ref Utf8JsonReader reader, ref TextBuffer buffer)
    {
        var reply = new AccountReply(IsRefused: false, Status: null, ExpiresAt: null, MaxConnections: null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = buffer.ReadName(ref reader);
            var isAuth = name.SequenceEqual("auth"u8);
            var isStatus = name.SequenceEqual("status"u8);
            var isExpiry = name.SequenceEqual("exp_date"u8);
            var isConnections = name.SequenceEqual("max_connections"u8);
            if (!reader.Read())
            {
                break;
            }

            reply = isAuth ? reply with { IsRefused = SaysNo(ref reader, ref buffer) }
                : isStatus ? reply with { Status = Encoding.UTF8.GetString(buffer.ReadTrimmed(ref reader)) }
                : isExpiry ? reply with { ExpiresAt = DateValues.TryReadSeconds(ref reader, ref buffer, out var seconds) ? seconds : null }
                : isConnections ? reply with { MaxConnections = ReadConnections(ref reader, ref buffer) }
                : reply;
            if (!reader.TrySkip())
            {
                break;
            }
        }

        return reply;
    }

    /// <summary>Why the account cannot be used; null where it can.</summary>
    public SyncError? ToError(TimeProvider time)
    {
        if (IsRefused)
        {
            return new SyncError(SyncErrorCode.AuthRejected, "the provider rejects the user name or password");
        }

        var word = InactiveWords.FirstOrDefault(word => word.Equals(Status, StringComparison.OrdinalIgnoreCase));
        if (word is null && ExpiresAt <= time.GetUtcNow().ToUnixTimeSeconds())
        {
            word = "Expired";
        }

        return word is null ? null : new SyncError(SyncErrorCode.AccountInactive, $"the account is {word.ToLowerInvariant()}");
    }

    private static bool SaysNo(ref Utf8JsonReader value, ref TextBuffer buffer) =>
        NumberValues.TryReadWhole(ref value, ref buffer, out var number)
            ? number == 0
            : buffer.ReadTrimmed(ref value).SequenceEqual("false"u8);

    private static int? ReadConnections(ref Utf8JsonReader value, ref TextBuffer buffer) =>
        NumberValues.TryReadInteger(ref value, ref buffer, out var count) && count is > 0 and <= int.MaxValue ? (int)count : null;
}
