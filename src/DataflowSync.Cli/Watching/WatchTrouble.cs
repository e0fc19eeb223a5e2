namespace DataflowSync.Cli.Watching;

/// <summary>What keeps a server from being watched.</summary>
internal enum WatchTrouble
{
    /// <summary>It is not there, or went away: it may come back.</summary>
    Away,

    /// <summary>What answers is no DataflowSync server; where one was before, a proxy may stand in for it.</summary>
    Stranger,

    /// <summary>It will not let us, however often it is asked.</summary>
    Refused,
}
