using DataflowSync.Server.Progress;

namespace DataflowSync.Cli.Watching.Displays;

/// <summary>Shows a server that is watched. Told one thing after the other, and each time everything that is known.</summary>
internal interface IWatchDisplay : IAsyncDisposable
{
    /// <summary>The server is watched, for the first time or again.</summary>
    ValueTask ConnectedAsync(ServerView view);

    /// <summary>How the profiles stand was asked for again.</summary>
    ValueTask ProfilesAsync(ServerView view);

    /// <summary>A moment of a run; where it ended, its report is in the view, if it is known.</summary>
    /// <param name="view">What is known.</param>
    /// <param name="run">The run.</param>
    /// <param name="json">The moment as it was sent: a valid object.</param>
    ValueTask RunAsync(ServerView view, LiveRun run, string json);

    /// <summary>The connection is lost.</summary>
    ValueTask LostAsync(ServerView view, TimeSpan wait);
}
