using System.Globalization;
using System.Text;

namespace DataflowSync.Testing.Records;

/// <summary>A piece of text with the two forms in which PHP's <c>json_encode</c> prints it, both with escaped slashes.</summary>
internal sealed class Fragment
{
    public Fragment(string text)
    {
        Text = text;
        Raw = Encode(text, escapeUnicode: false);
        Escaped = Encode(text, escapeUnicode: true);
    }

    public string Text { get; }

    /// <summary>With JSON_UNESCAPED_UNICODE.</summary>
    public byte[] Raw { get; }

    /// <summary>PHP's default: everything outside ASCII as lower-case <c>\uXXXX</c>.</summary>
    public byte[] Escaped { get; }

    public static implicit operator Fragment(string text) => new(text);

    private static byte[] Encode(string text, bool escapeUnicode)
    {
        StringBuilder json = new();
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' or '\\' or '/' => json.Append('\\').Append(c),
                '\n' => json.Append("\\n"),
                _ when c > '~' && escapeUnicode => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => json.Append(c),
            };
        }

        return Encoding.UTF8.GetBytes(json.ToString());
    }
}
