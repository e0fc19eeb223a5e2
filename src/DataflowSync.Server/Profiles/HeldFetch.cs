using System.Globalization;

namespace DataflowSync.Server.Profiles;

/// <summary>A complete fetch that was held back, for it would have removed suspiciously much.</summary>
/// <param name="Guard">Names this very fetch, for consent.</param>
/// <param name="Count">Items it held.</param>
/// <param name="At">When it was fetched.</param>
internal sealed record HeldFetch(string Guard, long Count, DateTimeOffset At)
{
    public static HeldFetch From(GuardRecord record) =>
        new(record.IdSetHash.ToString("x16", CultureInfo.InvariantCulture), record.Count, record.At);
}
