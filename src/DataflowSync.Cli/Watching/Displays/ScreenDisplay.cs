using DataflowSync.Cli.Watching.Screen;
using DataflowSync.Server.Progress;
using Spectre.Console;

namespace DataflowSync.Cli.Watching.Displays;

/// <summary>A terminal, drawn anew when something changed, at most eight times a second; the terminal's own text comes back at the end.</summary>
internal sealed class ScreenDisplay : IWatchDisplay
{
    private const string OtherScreenWithoutCursor = "\e[?1049h\e[?25l";
    private const string OwnScreenWithCursor = "\e[?25h\e[?1049l";

    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(125);

    /// <summary>Clocks and ages are drawn with whole seconds.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _ended = new();
    private readonly IAnsiConsole _console;
    private readonly TimeProvider _timeProvider;
    private readonly Task _drawing;
    private ServerView _view;

    public ScreenDisplay(IAnsiConsole console, Uri server, TimeProvider timeProvider)
    {
        (_console, _timeProvider, _view) = (console, timeProvider, new ServerView { Server = server });
        _drawing = DrawAsync();
    }

    public ValueTask ConnectedAsync(ServerView view) => ShowAsync(view);

    public ValueTask ProfilesAsync(ServerView view) => ShowAsync(view);

    public ValueTask RunAsync(ServerView view, LiveRun run, string json) => ShowAsync(view);

    public ValueTask LostAsync(ServerView view, TimeSpan wait) => ShowAsync(view);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _drawing;
        _ended.Dispose();
    }

    private async ValueTask ShowAsync(ServerView view)
    {
        Volatile.Write(ref _view, view);
        if (_drawing.IsCompleted)
        {
            // The terminal is gone: there is nothing to watch for.
            await _drawing;
        }
    }

    private async Task DrawAsync()
    {
        _console.Write(new ControlCode(OtherScreenWithoutCursor));
        try
        {
            (ServerView? View, int Width, int Height) drawn = default;
            var drawnAt = _timeProvider.GetTimestamp();
            while (!_ended.IsCancellationRequested)
            {
                var now = (View: Volatile.Read(ref _view), _console.Profile.Width, _console.Profile.Height);
                if (now != drawn || _timeProvider.GetElapsedTime(drawnAt) >= Tick)
                {
                    (drawn, drawnAt) = (now, _timeProvider.GetTimestamp());
                    var lines = WatchScreen.Draw(now.View, _timeProvider.GetUtcNow(), now.Width, now.Height, _console.Profile.Capabilities.Unicode);
                    _console.Write(new Frame(lines, isWholeScreen: true));
                }

                await Task.Delay(Refresh, _timeProvider, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            _console.Write(new ControlCode(OwnScreenWithCursor));
        }
    }
}
