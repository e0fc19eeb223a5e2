using DataflowSync.Server.Reports;

namespace DataflowSync.Server.Page;

/// <summary>What went wrong in a run: errors, warnings and rejected records. All of it may be a provider's words.</summary>
internal static class TroubleSection
{
    /// <param name="report">The run.</param>
    /// <param name="title">What stands above it.</param>
    public static Html Render(SyncReport report, string title)
    {
        var steps = report.Steps.Where(HasTrouble).ToList();
        return Html.Of($"""
            <section id="trouble" data-part aria-labelledby="trouble-title">
            <h2 id="trouble-title">{title}</h2>
            {(report.Error is { } error ? Error(error) : default)}
            {Lines(report)}
            {(steps.Count == 0 && report.Errors.Count == 0 && report.Error is null ? Html.Of($"<p>Nothing.</p>") : default)}
            <div class="cards">{steps.Select(Step)}</div>
            </section>
            """);
    }

    private static bool HasTrouble(StepReport step) =>
        step.Error is not null || step.Warnings.Count > 0 || step.Rejected > 0 || step.Attempts > 1 || step.Status == StepStatus.Guarded;

    /// <summary>Lines that no step tells in its own words.</summary>
    private static Html Lines(SyncReport report)
    {
        var told = report.Steps.SelectMany(step => step.Warnings.Append(step.Error?.Message)).Append(report.Error?.Message).OfType<string>().ToList();
        var lines = report.Errors.Where(line => !told.Exists(message => line.Contains(message, StringComparison.Ordinal))).ToList();
        return Html.When(lines.Count > 0, () => Html.Of($"""<ul class="errors">{lines.Select(line => Html.Of($"<li><bdi>{line}</bdi></li>"))}</ul>"""));
    }

    private static Html Error(SyncError error) => Html.Of($"""<p class="error"><code>{error.Code.ToString()}</code> <bdi>{error.Message}</bdi></p>""");

    private static Html Step(StepReport step) => Html.Of($"""
        <article class="card" data-trouble="{step.Name}"><h3>{step.Name} {Badges.Of(step.Status)}</h3>
        {(step.Error is { } error ? Error(error) : default)}
        {Html.When(step.Attempts > 1, () => Html.Of($"<p>Tried {step.Attempts} times.</p>"))}
        {Html.When(step.Status == StepStatus.Guarded, () => Html.Of($"<p>{Formats.Count(step.Received)} fetched, {Formats.Count(step.Items)} stay published: suspiciously much was missing.</p>"))}
        {Html.When(step.Warnings.Count > 0, () => Html.Of($"<ul class=\"warnings\" aria-label=\"Warnings\">{step.Warnings.Select(warning => Html.Of($"<li><bdi>{warning}</bdi></li>"))}</ul>"))}
        {Html.When(step.Rejected > 0, () => Rejects(step))}
        </article>
        """);

    private static Html Rejects(StepReport step) => Html.Of($"""
        <details{Html.When(step.Rejects.Count <= 10, () => Html.Of($" open"))}><summary>{Formats.Count(step.Rejected)} rejected records{Html.When(step.Rejected > step.Rejects.Count, () => Html.Of($", the first {step.Rejects.Count}"))}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label="Rejected records of {step.Name}"><table class="rejects"><thead><tr><th scope="col" class="number">Place in the list</th><th scope="col">Reason</th></tr></thead><tbody>
        {step.Rejects.Select(RejectSample.From).Select(reject => Html.Of($"<tr><td class=\"number\">{Formats.Count(reject.Index)}</td><td><code>{reject.Reason}</code></td></tr>"))}
        </tbody></table></div></details>
        """);
}
