namespace DataflowSync.Cli.Watching;

/// <summary>A server cannot be watched: one line that says why. Nothing of what it sent is in it.</summary>
internal sealed class WatchException(WatchTrouble trouble, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public WatchTrouble Trouble => trouble;
}
