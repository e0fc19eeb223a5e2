using System.Text;
using DataflowSync.Cli.Watching.Displays;
using DataflowSync.Server.Progress;

namespace DataflowSync.Cli.Watching;

/// <summary>Follows a server until it is cancelled, and comes back to it whenever it went away.</summary>
internal sealed class ServerWatch(ServerClient client, WatchOptions options, IWatchDisplay display, TimeProvider timeProvider)
{
    /// <summary>Age at which the profiles are asked for again: others are added, and schedules move.</summary>
    private static readonly TimeSpan ProfilesAge = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly ViewReader _reader = new(client, options);
    private ServerView _view = new() { Server = options.Server };
    private bool _wasConnected;
    private int _failures;
    private long _profilesReadAt;

    /// <exception cref="WatchException">It is of no use to try again.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await FollowAsync(cancellationToken);
            }
            catch (WatchException exception) when (exception.Trouble == WatchTrouble.Away || (exception.Trouble == WatchTrouble.Stranger && _wasConnected))
            {
                var wait = WaitAfter(++_failures);
                _view = _view with { Lost = new LostConnection(exception.Message, timeProvider.GetUtcNow() + wait) };
                await display.LostAsync(_view, wait);
                await Task.Delay(wait, timeProvider, cancellationToken);
            }
        }
    }

    /// <summary>1 s, then twice as long each time, at most 30 s.</summary>
    public static TimeSpan WaitAfter(int failures) =>
        TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures - 1), LongestWait.TotalSeconds));

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        // Open before anything is read: what changes afterwards comes as an event.
        using var events = await client.OpenLiveAsync(cancellationToken);
        var view = await _reader.ReadAsync(_view with { Runs = _view.Runs.Clear() }, cancellationToken);
        if (!_wasConnected)
        {
            _reader.CheckProfiles(view.Profiles!);
        }

        (_view, _wasConnected, _profilesReadAt) = (view with { Lost = null }, true, timeProvider.GetTimestamp());
        await display.ConnectedAsync(_view);
        await foreach (var item in events.ReadAsync(cancellationToken))
        {
            if (item.EventType == LiveEvents.RunType)
            {
                await TakeAsync(item.Data, cancellationToken);
            }

            if (timeProvider.GetElapsedTime(_profilesReadAt) >= ProfilesAge)
            {
                await ReadProfilesAsync(cancellationToken);
            }

            _failures = 0;
        }

        throw new WatchException(WatchTrouble.Away, "the server ended the stream");
    }

    private async Task TakeAsync(string json, CancellationToken cancellationToken)
    {
        var run = Answers.Live(Encoding.UTF8.GetBytes(json));
        if (!options.Shows(run.ProfileId))
        {
            return;
        }

        if (_view.Runs.Count >= Answers.MaxProfiles && !_view.Runs.ContainsKey(run.ProfileId))
        {
            throw new WatchException(WatchTrouble.Stranger, $"what answers tells of more than {Answers.MaxProfiles:N0} profiles, as no DataflowSync server does");
        }

        var before = _view.Runs.GetValueOrDefault(run.ProfileId);
        var now = new WatchedRun(run, timeProvider.GetUtcNow());
        _view = _view with { Runs = _view.Runs.SetItem(run.ProfileId, now) };
        try
        {
            if (!now.IsRunning && !IsKnown(run) && (before is not null || _view.History.ContainsKey(run.ProfileId)))
            {
                _view = await _reader.ReadHistoryAsync(_view, run.ProfileId, cancellationToken);
                await ReadProfilesAsync(cancellationToken);
            }
            else if (now.IsRunning && before?.Run.RunId != run.RunId)
            {
                await ReadProfilesAsync(cancellationToken);
            }
        }
        finally
        {
            // That the server is gone by now does not undo what it told.
            await display.RunAsync(_view, run, json);
        }
    }

    private bool IsKnown(LiveRun run) => _view.Report(run.ProfileId, run.RunId) is not null;

    private async Task ReadProfilesAsync(CancellationToken cancellationToken)
    {
        _view = await _reader.ReadProfilesAsync(_view, cancellationToken);
        _profilesReadAt = timeProvider.GetTimestamp();
        await display.ProfilesAsync(_view);
    }
}
