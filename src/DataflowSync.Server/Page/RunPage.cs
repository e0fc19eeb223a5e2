using DataflowSync.Server.Traces;

namespace DataflowSync.Server.Page;

/// <summary>A run: its report in full, and its trace.</summary>
internal static class RunPage
{
    public static string AddressOf(SyncReport report) => $"/profiles/{report.ProfileId}/runs/{Uri.EscapeDataString(report.RunId)}";

    public static Html Render(SyncReport report, RunTrace? trace, DateTimeOffset now) => Html.Of($"""
        <nav class="path" aria-label="Where you are"><a href="/">Profiles</a> / <a href="/profiles/{report.ProfileId.Value}">{report.ProfileId.Value}</a></nav>
        <div class="bar"><h1>Run of {report.ProfileId.Value}</h1> {Badges.Of(report.Status)}</div>
        <p>Began {Formats.Time(report.StartedAt)} ({Formats.Ago(report.StartedAt, now)}), took {Formats.Duration(report.Duration.TotalMilliseconds)}, reached {report.Progress} %. <span class="hint">Run <code>{report.RunId}</code></span></p>
        {TroubleSection.Render(report, "Worth a look")}
        {Steps(report)}
        {(trace is null ? NoTrace() : Waterfall.Render(trace))}
        """);

    private static Html Steps(SyncReport report) => Html.Of($"""
        <section aria-labelledby="steps-title"><h2 id="steps-title">Steps</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Steps, a wide table"><table class="report"><thead><tr><th scope="col">Step</th><th scope="col">Result</th>{Headings.Select(heading => Html.Of($"<th scope=\"col\" class=\"number\">{heading}</th>"))}</tr></thead>
        <tbody>{report.Steps.Select(Step)}</tbody></table></div></section>
        """);

    private static readonly string[] Headings =
        ["Received", "Added", "Updated", "Unchanged", "Removed", "Duplicates", "Rejected", "Filtered", "Discarded", "Published", "MB", "Attempts", "Took"];

    private static Html Step(StepReport step)
    {
        string[] cells =
        [
            .. new[] { step.Received, step.Added, step.Updated, step.Unchanged, step.Removed, step.Duplicates, step.Rejected, step.Filtered, step.Discarded, step.Items }.Select(Formats.Count),
            Formats.Megabytes(step.Bytes),
            Formats.Count(step.Attempts),
            Formats.Duration(step.Duration.TotalMilliseconds),
        ];
        return Html.Of($"""
            <tr><th scope="row">{step.Name}</th><td>{Badges.Of(step.Status)}</td>{cells.Select(cell => Html.Of($"<td class=\"number\">{cell}</td>"))}</tr>
            """);
    }

    private static Html NoTrace() => Html.Of($"""
        <section aria-labelledby="trace-title"><h2 id="trace-title">Trace</h2><p id="no-trace">No trace of this run is kept: the server keeps those of its last runs until it stops. Whoever wants them for longer exports them.</p></section>
        """);
}
