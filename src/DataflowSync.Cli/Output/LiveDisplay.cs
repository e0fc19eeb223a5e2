using System.Globalization;
using Spectre.Console;

namespace DataflowSync.Cli.Output;

/// <summary>A live table in a terminal: the steps with bars, items, tries, and below them rate, bytes and time.</summary>
internal sealed class LiveDisplay : IProgressDisplay
{
    private const int BarWidth = 28;
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _ended = new();
    private readonly TimeProvider _timeProvider;
    private readonly Task _drawing;
    private readonly long _startedAt;
    private SyncProgress? _latest;

    public LiveDisplay(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _startedAt = timeProvider.GetTimestamp();
        _drawing = DrawAsync();
    }

    public void Report(SyncProgress value) => Volatile.Write(ref _latest, value);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _drawing;
        _ended.Dispose();
    }

    private async Task DrawAsync()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        await console.Live(new Text("Starting sync...")).StartAsync(async live =>
        {
            while (!_ended.IsCancellationRequested)
            {
                await Task.Delay(Refresh, _timeProvider, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (Volatile.Read(ref _latest) is { } progress)
                {
                    live.UpdateTarget(Draw(progress));
                }
            }
        });
    }

    private Rows Draw(SyncProgress progress)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders();
        table.AddColumns(
            new TableColumn("step"), new TableColumn("bar"), new TableColumn("items").RightAligned(), new TableColumn("state"));
        foreach (var step in progress.Steps)
        {
            table.AddRow(
                new Markup(step.Name),
                new Markup(Bar(step)),
                new Markup(step.Attempts == 0 ? string.Empty : step.Items.ToString("N0", CultureInfo.InvariantCulture)),
                new Markup(State(step)));
        }

        // The clock runs on while a provider takes its time; the elapsed time of the last event would stand still.
        var elapsed = progress.Status is null ? _timeProvider.GetElapsedTime(_startedAt) : progress.Elapsed;
        var summary = string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Progress,3}%  {progress.CurrentStep}  {progress.ItemsPerSecond:N0} items/s  {progress.Bytes / 1048576.0:N1} MiB  {elapsed:hh\\:mm\\:ss}");
        return new Rows(table, new Markup($"[bold]{Markup.Escape(summary)}[/]"));
    }

    private static string Bar(StepProgress step)
    {
        var filled = (int)Math.Round((step.Fraction ?? 0) * BarWidth);
        return $"[{Color(step)}]{new string('━', filled)}[/][grey]{new string('─', BarWidth - filled)}[/]";
    }

    private static string State(StepProgress step) => step switch
    {
        { Status: { } status } => $"[{Color(step)}]{status}[/]{Tries(step)}",
        { Attempts: 0 } => "[grey]waiting[/]",
        _ => $"running{Tries(step)}",
    };

    private static string Tries(StepProgress step) =>
        step.Attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $" [yellow]({step.Attempts - 1} retries)[/]") : string.Empty;

    private static string Color(StepProgress step) => step.Status switch
    {
        StepStatus.Completed => "green",
        StepStatus.Failed => "red",
        StepStatus.Guarded or StepStatus.Partial or StepStatus.Cancelled => "yellow",
        StepStatus.Skipped => "grey",
        _ => "blue",
    };
}
