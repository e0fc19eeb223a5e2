namespace DataflowSync.LiteDb.Files;

/// <summary>Tells damage of what was published from troubles of the moment, such as too many open files.</summary>
internal static class Damage
{
    public static bool IsShownBy(Exception exception) =>
        exception is InvalidDataException or EndOfStreamException or FileNotFoundException or DirectoryNotFoundException;
}
