using DataflowSync.Server.Json;

namespace DataflowSync.Cli.Output;

/// <summary>How moments are written.</summary>
internal static class Times
{
    public static string Json(DateTimeOffset time) => UtcTimeConverter.Format(time);

    public static string Text(DateTimeOffset time) => FormattableString.Invariant($"{time.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
}
