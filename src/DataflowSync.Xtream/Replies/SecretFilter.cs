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

    private readonly string[] _secrets;

    public SecretFilter(XtreamAccount account)
    {
        string[] plain = [account.Username, account.Password];
        string[] encoded = [.. plain, $"{account.Username}:{account.Password}"];
        _secrets = [.. plain.Concat(plain.Select(Uri.EscapeDataString)).Concat(plain.Select(secret => WebUtility.UrlEncode(secret)))
            .Concat(encoded.SelectMany(Base64)).Distinct(StringComparer.OrdinalIgnoreCase)];
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

    private bool IsSecret(string reading) =>
        reading.Contains("://", StringComparison.Ordinal)
            || CredentialNames().IsMatch(reading)
            || _secrets.Any(secret => reading.Contains(secret, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the text says to those who undo the escapes of addresses and web pages, up to twice each.</summary>
    private static HashSet<string> Readings(string text)
    {
        HashSet<string> readings = [text];
        for (var round = 0; round < 2; round++)
        {
            readings.UnionWith(readings.Select(reading => WebUtility.UrlDecode(reading)).ToList());
            readings.UnionWith(readings.Select(reading => WebUtility.HtmlDecode(reading)).ToList());
        }

        return readings;
    }

    /// <summary>Base64 in both alphabets, without its padding.</summary>
    private static string[] Base64(string secret)
    {
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=');
        return [text, text.Replace('+', '-').Replace('/', '_')];
    }

    [GeneratedRegex(@"(user(name)?|pass(word)?|pwd|token)\s*[=:]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CredentialNames();
}
