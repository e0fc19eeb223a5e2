namespace DataflowSync.Xtream.Replies;

/// <summary>Decides which of a provider's texts may be shown: short, one line, and only if no credential or address is in it.</summary>
internal sealed class SecretFilter
{
    private const int MaxLength = 200;

    private readonly string[] _secrets;

    public SecretFilter(XtreamAccount account)
    {
        string[] secrets = [account.Username, account.Password];
        _secrets = [.. secrets.Concat(secrets.Select(Uri.EscapeDataString)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The text as it may be shown; null where it may not, or says nothing.</summary>
    public string? Clean(string? text)
    {
        // A part of a secret left at the cut would still be one: look first, cut then.
        if (string.IsNullOrWhiteSpace(text)
            || text.Contains("://", StringComparison.Ordinal)
            || _secrets.Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return line.Length <= MaxLength ? line : line[..MaxLength];
    }
}
