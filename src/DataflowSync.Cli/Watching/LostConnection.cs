namespace DataflowSync.Cli.Watching;

/// <summary>The server cannot be watched now.</summary>
/// <param name="Reason">Why.</param>
/// <param name="NextTry">When it is tried again, by this machine's clock.</param>
internal sealed record LostConnection(string Reason, DateTimeOffset NextTry);
