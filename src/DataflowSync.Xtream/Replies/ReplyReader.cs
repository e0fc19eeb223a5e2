using System.Text;
using System.Text.Json;
using DataflowSync.Xtream.Values;

namespace DataflowSync.Xtream.Replies;

/// <summary>Says what an answer means that is not what was asked for. Thread-safe.</summary>
internal sealed class ReplyReader(SecretFilter secrets, TimeProvider time)
{
    private static readonly string[] RefusalWords =
        ["block", "denied", "forbidden", "banned", "not allowed", "unauthorized", "refused", "too many", "suspended"];

    /// <summary>Whether an address that came with an item holds the account's credentials.</summary>
    public bool HoldsCredentials(ReadOnlySpan<byte> address) => secrets.IsIn(address);

    /// <summary>Says what an object means that came in place of a list.</summary>
    /// <param name="utf8">The object, whole or its beginning.</param>
    public SyncError DescribeObject(ReadOnlySpan<byte> utf8) =>
        Explain(utf8) ?? new SyncError(SyncErrorCode.UnexpectedShape, "the provider sent an object where a list is expected");

    /// <summary>Says why an object came that was not asked for; null where it does not say.</summary>
    /// <param name="utf8">The object, whole or its beginning.</param>
    public SyncError? Explain(ReadOnlySpan<byte> utf8)
    {
        var reply = ObjectReply.Read(utf8);
        if (reply.Account is not null)
        {
            return reply.Account.ToError(time) ?? new SyncError(
                SyncErrorCode.UnexpectedShape,
                "the provider answered with the account's data: it does not know what it was asked for");
        }

        return reply.IsError ? ToError(reply) : null;
    }

    /// <summary>Reads the answer to the account check.</summary>
    /// <exception cref="SourceException">The account cannot be used, or the answer is none.</exception>
    public AccountInfo ReadAccount(ReadOnlySpan<byte> utf8)
    {
        var reply = ObjectReply.Read(utf8);
        if (reply.Account is not { } found)
        {
            throw new SourceException(reply.IsError
                ? ToError(reply)
                : new SyncError(SyncErrorCode.UnexpectedShape, "the provider's answer says nothing of the account; check the URL"));
        }

        if (found.ToError(time) is { } error)
        {
            throw new SourceException(error);
        }

        return new AccountInfo(
            secrets.Clean(found.Status) ?? "Active",
            found.ExpiresAt is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
            found.MaxConnections);
    }

    /// <summary>Says what a text means that is no JSON.</summary>
    /// <param name="text">Its beginning.</param>
    public static SyncError DescribeText(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'<', ..])
        {
            return new SyncError(SyncErrorCode.NotJson, "the provider sent a web page instead of data; another User-Agent may help");
        }

        var words = Encoding.UTF8.GetString(text);
        return RefusalWords.Any(word => words.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? new SyncError(SyncErrorCode.Blocked, "the provider refuses this client in plain words; another User-Agent or a longer pause may help")
            : new SyncError(SyncErrorCode.NotJson, "the provider's answer is not JSON; another User-Agent may help");
    }

    private SyncError ToError(ObjectReply reply) => new(SyncErrorCode.ProviderError, secrets.Clean(reply.ErrorText) is { } text
        ? $"the provider reports an error: {text}"
        : "the provider reports an error");
}
