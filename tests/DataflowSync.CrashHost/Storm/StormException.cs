namespace DataflowSync.CrashHost.Storm;

/// <summary>Something that has to hold after a kill does not.</summary>
internal sealed class StormException(string message) : Exception(message);
