using System.Globalization;
using DataflowSync.Server.Progress;
using DataflowSync.Server.Reports;

namespace DataflowSync.Cli.Watching.Displays;

/// <summary>A line for each thing that matters: a sync begins, a retry, a step ended, an error, the run ended. For a pipe or a log.</summary>
internal sealed class LineDisplay(TextWriter output, TextWriter errors, TimeProvider timeProvider) : IWatchDisplay
{
    private readonly Notices _notices = new(errors);
    private readonly Dictionary<string, ToldRun> _told = new(StringComparer.Ordinal);
    private ServerView? _first;

    public ValueTask ConnectedAsync(ServerView view)
    {
        _first ??= view;
        _notices.Connected(view);
        return ValueTask.CompletedTask;
    }

    public ValueTask ProfilesAsync(ServerView view) => ValueTask.CompletedTask;

    public async ValueTask RunAsync(ServerView view, LiveRun run, string json)
    {
        var isEnded = run.Status != WatchedRun.Syncing;
        var told = _told.GetValueOrDefault(run.ProfileId);
        if (told is null || told.RunId != run.RunId)
        {
            var isOld = told is null && isEnded && WasThere(run);
            told = new ToldRun(run.RunId) { IsEnded = isOld };
            _told[run.ProfileId] = told;
            if (!isOld)
            {
                await WriteAsync(run, run.Steps.All(step => step.Attempts == 0) ? "sync begins" : $"sync goes on, {run.Progress} %");
            }
        }

        if (told.IsEnded)
        {
            return;
        }

        foreach (var step in run.Steps)
        {
            if (told.IsRetry(step))
            {
                await WriteAsync(run, $"{step.Name}: attempt {step.Attempts}");
            }

            if (step.Status is { } status && told.Ends(step))
            {
                await WriteAsync(run, $"{step.Name}: {status}, {step.Items.ToString("N0", CultureInfo.InvariantCulture)} items");
            }
        }

        foreach (var error in run.Errors.Where(told.IsNew))
        {
            await WriteAsync(run, $"error: {error}");
        }

        if (isEnded)
        {
            told.IsEnded = true;
            await WriteEndAsync(view, run);
        }
    }

    public ValueTask LostAsync(ServerView view, TimeSpan wait)
    {
        _notices.Lost(view, wait);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => PipeEnd.CloseAsync(output);

    /// <summary>Whether it had ended before anybody looked: a server tells of the last run of each profile first.</summary>
    private bool WasThere(LiveRun run) =>
        _first is { } first && (!first.History.ContainsKey(run.ProfileId) || first.Report(run.ProfileId, run.RunId) is not null);

    private async ValueTask WriteEndAsync(ServerView view, LiveRun run)
    {
        var report = view.Report(run.ProfileId, run.RunId);
        var counts = report is null ? string.Empty : $": {Amounts.Changes(report)}";
        await WriteAsync(run, $"{run.Status} in {Amounts.Seconds(run.ElapsedMs)}{counts}");
        foreach (var step in report?.Steps.Where(step => step.Status == "Guarded") ?? [])
        {
            await WriteAsync(run, $"{step.Name}: held back{Reason(step)}");
        }
    }

    private static string Reason(StepResult step) =>
        step.Error is { } error ? $": {error.Message}" : step.Warnings is [var first, ..] ? $": {first}" : string.Empty;

    private async ValueTask WriteAsync(LiveRun run, string text) => await output.WriteLineAsync(
        string.Create(CultureInfo.InvariantCulture, $"{timeProvider.GetUtcNow().UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} {run.ProfileId}: {PlainText.Of(text)}"));
}
