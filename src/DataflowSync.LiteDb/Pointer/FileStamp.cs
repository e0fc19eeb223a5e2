namespace DataflowSync.LiteDb.Pointer;

/// <summary>When a published file was known to be whole.</summary>
/// <param name="Name">Name in the profile's directory.</param>
/// <param name="WrittenAt">The time of its last change then.</param>
/// <param name="Runs">Runs since then that took it for whole because nobody had written to it.</param>
internal sealed record FileStamp(string Name, DateTime WrittenAt, int Runs);
