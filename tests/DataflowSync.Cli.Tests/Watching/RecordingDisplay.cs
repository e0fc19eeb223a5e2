using System.Threading.Channels;
using DataflowSync.Cli.Watching;
using DataflowSync.Cli.Watching.Displays;
using DataflowSync.Server.Progress;

namespace DataflowSync.Cli.Tests.Watching;

/// <summary>Notes what it is told.</summary>
internal sealed class RecordingDisplay : IWatchDisplay
{
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

    public ValueTask<string> NextAsync() => _told.Reader.ReadAsync();

    public ValueTask ConnectedAsync(ServerView view) => NoteAsync("connected");

    public ValueTask ProfilesAsync(ServerView view) => ValueTask.CompletedTask;

    public ValueTask RunAsync(ServerView view, LiveRun run, string json) => NoteAsync($"{run.ProfileId} {run.Status}");

    public ValueTask LostAsync(ServerView view, TimeSpan wait) => NoteAsync($"lost for {wait.TotalSeconds} s");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ValueTask NoteAsync(string text) => _told.Writer.WriteAsync(text);
}
