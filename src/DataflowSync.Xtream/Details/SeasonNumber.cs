using System.Globalization;

namespace DataflowSync.Xtream.Details;

/// <summary>Reads the number of a season from the name it stands under: <c>2</c>, <c>02</c>, <c>S02</c>, <c>Season 2</c>.</summary>
internal static class SeasonNumber
{
    /// <returns>Null where the name does not end in a number.</returns>
    public static int? Read(ReadOnlySpan<byte> name)
    {
        var text = name.Trim(" \t"u8);
        var digits = text[(text.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1)..];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
