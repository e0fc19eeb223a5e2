using System.Globalization;
using System.Text;

namespace DataflowSync.Cli.Watching;

/// <summary>Texts of others for a terminal: one line, nothing a terminal obeys, not endless.</summary>
internal static class PlainText
{
    private const int MaxLength = 500;

    /// <summary>The text with a question mark for each control or formatting character, line end, and half of a character.</summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            plain.Append(IsPlain(rune) ? rune.ToString() : "?");
            if (plain.Length >= MaxLength)
            {
                return plain.Append("...").ToString();
            }
        }

        return plain.ToString();
    }

    private static bool IsPlain(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
