using DataflowSync.Server.Progress;

namespace DataflowSync.Server.Page;

/// <summary>The runs that go on, each drawn as its graph. The script fills the same cards with what comes.</summary>
internal static class LiveSection
{
    private static readonly string[] Blocks = ["fetch", "parse", "batch", "store"];

    /// <param name="runs">The runs.</param>
    /// <param name="only">The only profile to show; null for all.</param>
    public static Html Render(IReadOnlyCollection<LiveRun> runs, string? only = null) => Html.Of($"""
        <section id="live" aria-labelledby="live-title"{Html.When(only is not null, () => Html.Of($" data-only=\"{only}\""))}{Html.When(runs.Count == 0, () => Html.Of($" hidden"))}>
        <h2 id="live-title">Running now</h2>
        <p class="hint">Each bar tells how full a block of the graph is. A block that stays full waits for the one behind it, which is the slow one.</p>
        <div id="live-cards" class="cards">{runs.Select(Card)}</div>
        </section>
        <template id="live-card">{Card(Blank)}</template>
        <template id="live-step">{Step(new LiveStep(string.Empty, Status: null, 0, Fraction: null, 0))}</template>
        """);

    private static Html Card(LiveRun run) => Html.Of($"""
        <article class="card run" data-live="{run.ProfileId}" data-run="{run.RunId}" aria-label="Sync of {run.ProfileId}">
        <header><h3><a data-f="profile" href="/profiles/{run.ProfileId}">{run.ProfileId}</a></h3><span data-f="step">{run.CurrentStep}</span><strong data-f="percent">{run.Progress} %</strong></header>
        <progress data-f="progress" max="100" value="{run.Progress}" aria-label="Progress of the sync">{run.Progress} %</progress>
        <div class="body"><div>
        <div class="graph" role="group" aria-label="Graph, with the fill of its blocks">{Blocks.Select(name => Block(name, run.Blocks.GetValueOrDefault(name)))}</div>
        <dl class="rates">
        <div><dt>items/s</dt><dd data-f="items">{Formats.Count(run.ItemsPerSecond)}</dd></div>
        <div><dt>MB/s</dt><dd data-f="rate">{Formats.Megabytes(run.BytesPerSecond)}</dd></div>
        <div><dt>MB read</dt><dd data-f="bytes">{Formats.Megabytes(run.Bytes)}</dd></div>
        <div><dt>elapsed</dt><dd data-f="elapsed">{Formats.Duration(run.ElapsedMs)}</dd></div>
        <div><dt>retries</dt><dd data-f="retries">{run.Retries}</dd></div>
        </dl>
        </div>
        <ol class="steps" aria-label="Steps">{run.Steps.Select(Step)}</ol></div>
        <ul class="errors" data-f="errors" aria-label="Errors so far">{run.Errors.Select(error => Html.Of($"<li><bdi>{error}</bdi></li>"))}</ul>
        </article>
        """);

    private static Html Block(string name, double fill) => Html.Of($"""
        <div class="block" data-block="{name}"><span class="name">{name}</span>
        <div role="meter" aria-label="{name}" aria-valuemin="0" aria-valuemax="100" aria-valuenow="{Math.Round(fill * 100)}" aria-valuetext="{Formats.Percent(fill)} full"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width="{fill * 100}" height="10"/></svg></div>
        <span class="value">{Formats.Percent(fill)}</span></div>
        """);

    private static Html Step(LiveStep step) => Html.Of($"""
        <li data-step="{step.Name}" data-state="{StateOf(step)}"><span class="name">{step.Name}</span><progress max="1" value="{step.Fraction ?? 0}" aria-label="Part done">{Formats.Percent(step.Fraction ?? 0)}</progress><span data-f="count">{Formats.Count(step.Items)}</span><span data-f="note">{NoteOf(step)}</span></li>
        """);

    private static string StateOf(LiveStep step) => step.Status ?? (step.Attempts > 0 ? "Syncing" : "Waiting");

    private static string NoteOf(LiveStep step) => step.Attempts > 1 ? $"attempt {step.Attempts}" : step.Status is null or "Completed" ? string.Empty : step.Status;

    private static LiveRun Blank => new()
    {
        ProfileId = string.Empty,
        RunId = string.Empty,
        Status = string.Empty,
        Progress = 0,
        CurrentStep = string.Empty,
        ElapsedMs = 0,
        ItemsPerSecond = 0,
        BytesPerSecond = 0,
        Bytes = 0,
        Retries = 0,
        Steps = [],
        Blocks = new Dictionary<string, double>(),
        Errors = [],
    };
}
