namespace DataflowSync.Server.Page;

/// <summary>The kept runs of a profile: what they changed, and how long their steps took.</summary>
internal static class HistorySection
{
    private const double Width = 160;

    public static Html Render(IReadOnlyList<SyncReport> reports, DateTimeOffset now)
    {
        var most = Math.Max(1, reports.Select(ChangesOf).Select(changes => changes.Sum(change => Math.Sqrt(change.Count))).DefaultIfEmpty().Max());
        var longest = Math.Max(1, reports.Select(report => report.Duration.TotalMilliseconds).DefaultIfEmpty().Max());
        return Html.Of($"""
            <section id="history" data-part aria-labelledby="history-title">
            <h2 id="history-title">Runs</h2>
            {(reports.Count == 0 ? Html.Of($"<p>None yet.</p>") : Table(reports, most, longest, now))}
            </section>
            """);
    }

    private static Html Table(IReadOnlyList<SyncReport> reports, double most, double longest, DateTimeOffset now) => Html.Of($"""
        <p class="hint">Bars of changes grow with the square root of the number; bars of steps are as long as the steps took.</p>
        <ul class="legend" aria-label="Colours of the steps">{StepColours.Steps.Select((step, place) => Html.Of($"<li><svg viewBox=\"0 0 10 10\" width=\"10\" height=\"10\" aria-hidden=\"true\"><rect width=\"10\" height=\"10\" rx=\"2\" data-step=\"{place}\"/></svg>{step}</li>"))}</ul>
        <table class="history"><thead><tr><th scope="col">Began</th><th scope="col">Result</th><th scope="col">Changes</th><th scope="col" class="number">Took</th><th scope="col">Steps</th><th scope="col">Worth a look</th></tr></thead>
        <tbody>{reports.Select(report => Row(report, most, longest, now))}</tbody></table>
        """);

    private static Html Row(SyncReport report, double most, double longest, DateTimeOffset now)
    {
        var changes = ChangesOf(report);
        return Html.Of($"""
            <tr data-run="{report.RunId}"><th scope="row"><a href="{RunPage.AddressOf(report)}">{Formats.Ago(report.StartedAt, now)}</a></th>
            <td data-label="Result">{Badges.Of(report.Status)}</td>
            <td data-label="Changes"><div class="changes"><svg viewBox="0 0 {Width} 8" width="{Width}" height="8" aria-hidden="true">{Bars(changes.Select(change => (change.Kind, Math.Sqrt(change.Count))), most)}</svg>
            <span class="numbers">{changes.Select(change => Html.Of($"<span data-change=\"{change.Kind}\" data-count=\"{change.Count}\">{change.Sign}{Formats.Count(change.Count)}<span class=\"hidden\"> {change.Kind}</span></span> "))}</span></div></td>
            <td class="number" data-label="Took">{Formats.Duration(report.Duration.TotalMilliseconds)}</td>
            <td data-label="Steps"><svg viewBox="0 0 {Width} 8" width="{Width}" height="8" role="img" aria-label="{string.Join(", ", report.Steps.Where(Ran).Select(step => $"{step.Name} {Formats.Duration(step.Duration.TotalMilliseconds)}"))}">{StepBars(report, longest)}</svg></td>
            <td data-label="Worth a look">{Notes(report)}</td></tr>
            """);
    }

    private static (string Kind, string Sign, long Count)[] ChangesOf(SyncReport report) =>
    [
        ("added", "+", report.Steps.Sum(step => step.Added)),
        ("updated", "~", report.Steps.Sum(step => step.Updated)),
        ("removed", "−", report.Steps.Sum(step => step.Removed)),
    ];

    private static IEnumerable<Html> Bars(IEnumerable<(string Kind, double Length)> parts, double most)
    {
        var x = 0.0;
        foreach (var (kind, length) in parts.Where(part => part.Length > 0))
        {
            var width = Math.Max(1.5, length / most * (Width - 5));
            yield return Html.Of($"<rect data-change=\"{kind}\" x=\"{x}\" width=\"{width}\" height=\"8\"/>");
            x += width;
        }
    }

    private static IEnumerable<Html> StepBars(SyncReport report, double longest)
    {
        var x = 0.0;
        foreach (var step in report.Steps.Where(Ran))
        {
            var width = step.Duration.TotalMilliseconds / longest * Width;
            yield return Html.Of($"<rect data-step=\"{StepColours.PlaceOf(step.Name)}\" x=\"{x}\" width=\"{width}\" height=\"8\"><title>{step.Name} {Formats.Duration(step.Duration.TotalMilliseconds)}</title></rect>");
            x += width;
        }
    }

    private static bool Ran(StepReport step) => step.Status != StepStatus.Skipped;

    private static Html Notes(SyncReport report)
    {
        (long Count, string One, string Many)[] notes =
        [
            (report.Steps.Count(step => step.Status == StepStatus.Guarded), "held back", "held back"),
            (report.Errors.Count, "error", "errors"),
            (report.Steps.Sum(step => Math.Max(0, step.Attempts - 1)), "retry", "retries"),
            (report.Steps.Sum(step => step.Rejected), "reject", "rejects"),
            (report.Steps.Sum(step => step.Warnings.Count), "warning", "warnings"),
        ];
        return Html.Join(notes.Where(note => note.Count > 0).Select(note => Html.Of($"<span class=\"note\">{Formats.Count(note.Count)} {(note.Count == 1 ? note.One : note.Many)}</span> ")));
    }
}
