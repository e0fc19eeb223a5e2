using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace DataflowSync.EndToEnd.Tests.Secrets;

/// <summary>Finds secrets in texts and files however they are written: as they are, escaped for addresses, JSON or web pages, or inside Base64.</summary>
internal sealed partial class SecretSearch
{
    private const int Shown = 60;

    private static readonly Func<string, string>[] Unescapings =
        [Uri.UnescapeDataString, text => Uri.UnescapeDataString(text.Replace('+', ' ')), FromJson, text => WebUtility.HtmlDecode(text)];

    private readonly (string Name, string Plain, string[] Base64)[] _secrets;
    private readonly SearchValues<string> _plain;
    private readonly SearchValues<string> _base64;

    /// <param name="secrets">What to look for, each at least six characters: fewer stand anywhere by chance.</param>
    public SecretSearch(params IEnumerable<string> secrets)
    {
        _secrets = [.. secrets.Select((secret, i) => secret.Length >= 6
            ? ($"secret {i + 1}", secret, InBase64(secret))
            : throw new ArgumentException($"Secret {i + 1} is too short.", nameof(secrets)))];
        _plain = SearchValues.Create([.. _secrets.Select(secret => secret.Plain)], StringComparison.OrdinalIgnoreCase);
        _base64 = SearchValues.Create([.. _secrets.SelectMany(secret => secret.Base64)], StringComparison.Ordinal);
    }

    /// <summary>Says of each secret in the text what stands around it; empty where there is none.</summary>
    public IReadOnlyList<string> In(string? text)
    {
        // All at once, for most texts hold none and some are long.
        var readings = Readings(text ?? string.Empty).Where(reading => reading.AsSpan().ContainsAny(_plain) || reading.AsSpan().ContainsAny(_base64)).ToList();
        return [.. _secrets.Select(secret => readings.Select(reading => Find(secret, reading)).FirstOrDefault(found => found is not null)).OfType<string>()];
    }

    /// <summary>As <see cref="In(string?)"/>, for bytes that are UTF-8, UTF-16, or hold texts in these somewhere.</summary>
    public IReadOnlyList<string> In(byte[] bytes) =>
    [
        .. In(Encoding.UTF8.GetString(bytes)),
        .. In(Encoding.Unicode.GetString(bytes)),
        .. bytes.Length > 1 ? In(Encoding.Unicode.GetString(bytes.AsSpan(1))) : [],
    ];

    /// <summary>Fails where a file in the directory or below holds a secret.</summary>
    /// <returns>How many files were searched.</returns>
    public int AssertNoneInFiles(string directory)
    {
        var files = Directory.GetFiles(directory, "*", SearchOption.AllDirectories);
        foreach (var file in files)
        {
            AssertNone(In(Path.GetFileName(file)), "the name of a file");
            AssertNone(In(File.ReadAllBytes(file)), Path.GetFileName(file));
        }

        return files.Length;
    }

    /// <summary>Fails where the text holds a secret.</summary>
    public void AssertNoneIn(string? text, string where) => AssertNone(In(text), where);

    private static void AssertNone(IReadOnlyList<string> found, string where) =>
        Assert.True(found.Count == 0, $"{where}: {string.Join("; ", found)}");

    private static string? Find((string Name, string Plain, string[] Base64) secret, string text)
    {
        var at = secret.Base64.Select(spelling => text.IndexOf(spelling, StringComparison.Ordinal))
            .Prepend(text.IndexOf(secret.Plain, StringComparison.OrdinalIgnoreCase)).Max();
        return at < 0 ? null : $"{secret.Name} in …{text[Math.Max(0, at - Shown)..Math.Min(text.Length, at + Shown)]}…";
    }

    /// <summary>What the text says to those who undo the escapes of addresses, JSON or web pages, and once more those of any.</summary>
    private static HashSet<string> Readings(string text)
    {
        HashSet<string> once = [text, .. Unescapings.Select(unescape => unescape(text))];
        return [.. once, .. once.SelectMany(reading => Unescapings.Select(unescape => unescape(reading)))];
    }

    private static string FromJson(string text) => !text.Contains('\\', StringComparison.Ordinal) ? text : JsonEscape().Replace(text, match =>
        match.Value.Length == 2 ? match.Value[1..] : $"{(char)int.Parse(match.ValueSpan[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)}");

    /// <summary>
    /// What of the Base64 of any text with the secret in it depends on the secret alone, for the three places in a group of three
    /// bytes where it may begin, in both alphabets.
    /// </summary>
    private static string[] InBase64(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        var standard = Enumerable.Range(0, 3).Select(offset =>
        {
            var first = (offset * 8 + 5) / 6;
            var end = (offset + bytes.Length) * 8 / 6;
            return Convert.ToBase64String([.. new byte[offset], .. bytes])[first..end];
        }).ToList();
        return [.. standard.Concat(standard.Select(text => text.Replace('+', '-').Replace('/', '_'))).Distinct()];
    }

    [GeneratedRegex(@"\\u[0-9a-fA-F]{4}|\\[""\\/]")]
    private static partial Regex JsonEscape();
}
