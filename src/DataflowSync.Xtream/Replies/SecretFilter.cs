using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace DataflowSync.Xtream.Replies;

/// <summary>Decides which of a provider's texts may be shown: short, one line, and only if no credential or address is in it.</summary>
internal sealed partial class SecretFilter
{
    private const int MaxShown = 200;

    /// <summary>A message is not longer than this; looking for secrets takes time.</summary>
    private const int MaxLength = 16 << 10;

    /// <summary>A shorter password may stand in an address by chance.</summary>
    private const int TellingLength = 8;

    private readonly string[] _secrets;
    private readonly byte[] _username;
    private readonly byte[] _password;

    public SecretFilter(XtreamAccount account)
    {
        _username = Encoding.UTF8.GetBytes(account.Username);
        _password = Encoding.UTF8.GetBytes(account.Password);
        string[] plain = [account.Username, account.Password];
        _secrets = [.. plain.Concat(plain.Select(Uri.EscapeDataString)).Concat(plain.Select(secret => WebUtility.UrlEncode(secret)!))
            .Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The text as it may be shown; null where it may not, or says nothing.</summary>
    public string? Clean(string? text)
    {
        // A part of a secret left at the cut would still be one: look first, cut then.
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxLength || Readings(text).Any(IsSecret))
        {
            return null;
        }

        var line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return line.Length <= MaxShown ? line : line[..MaxShown];
    }

    /// <summary>
    /// Whether the password is in an address, escaped or not; a short one only counts together with the user name. For addresses of
    /// items, of which there are many: it costs little where nothing is escaped.
    /// </summary>
    public bool IsIn(ReadOnlySpan<byte> address)
    {
        if (AreIn(address))
        {
            return true;
        }

        if (!address.ContainsAny("%+"u8))
        {
            return false;
        }

        var text = Encoding.UTF8.GetString(address);
        return AreIn(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(text))) || AreIn(Encoding.UTF8.GetBytes(WebUtility.UrlDecode(text)));
    }

    private bool AreIn(ReadOnlySpan<byte> address) =>
        address.IndexOf(_password) >= 0 && (_password.Length >= TellingLength || address.IndexOf(_username) >= 0);

    private bool IsSecret(string reading) =>
        reading.Contains("://", StringComparison.Ordinal)
            || CredentialNames().IsMatch(reading)
            || _secrets.Any(secret => reading.Contains(secret, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the text says to those who undo the escapes of addresses and web pages, up to twice each, and Base64 between.</summary>
    private static HashSet<string> Readings(string text)
    {
        HashSet<string> readings = [text];
        for (var round = 0; round < 2; round++)
        {
            readings.UnionWith(readings.Select(reading => WebUtility.UrlDecode(reading)).ToList());
            readings.UnionWith(readings.Select(reading => WebUtility.HtmlDecode(reading)).ToList());
            if (round == 0)
            {
                readings.UnionWith(readings.SelectMany(FromBase64).ToList());
            }
        }

        return readings;
    }

    /// <summary>
    /// What the words of the text say to those who take them for Base64, in either alphabet. A word may begin with something else,
    /// of which only the length modulo four matters.
    /// </summary>
    private static IEnumerable<string> FromBase64(string text) =>
        Enumerable.Range(0, 4).Select(skipped => string.Join(' ', Base64Words().Matches(text).Select(word => Decode(word.Value[skipped..]))));

    private static string Decode(string word)
    {
        var whole = word.Length % 4 == 1 ? word[..^1] : word;
        return Encoding.UTF8.GetString(Convert.FromBase64String(
            whole.Replace('-', '+').Replace('_', '/').PadRight((whole.Length + 3) / 4 * 4, '=')));
    }

    [GeneratedRegex(@"(user(name)?|pass(word)?|pwd|token)\s*[=:]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CredentialNames();

    [GeneratedRegex("[A-Za-z0-9+/_-]{4,}")]
    private static partial Regex Base64Words();
}
