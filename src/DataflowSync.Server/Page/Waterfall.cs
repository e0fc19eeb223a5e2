using DataflowSync.Server.Traces;

namespace DataflowSync.Server.Page;

/// <summary>The spans of a run as bars on an axis of time, each under the one it is part of.</summary>
internal static class Waterfall
{
    private const int Ticks = 4;

    /// <summary>Most spans of a name under one span that have a line each; more of them share one.</summary>
    private const int MaxLines = 3;

    public static Html Render(RunTrace trace)
    {
        var lines = new WaterfallLines(trace);
        var roots = trace.Spans.Where(span => span.ParentSpanId is null || !lines.Knows(span.ParentSpanId));
        return Html.Of($"""
            <section aria-labelledby="trace-title"><h2 id="trace-title">Trace</h2>
            <p class="hint">{trace.Spans.Count} spans{Html.When(trace.Omitted > 0, () => Html.Of($", {Formats.Count(trace.Omitted)} more batches and bodies were too many to keep"))}. Open one to see what is known of it. Trace <code>{trace.TraceId}</code></p>
            <div class="waterfall">
            <div class="axis" aria-hidden="true"><span></span><span class="ticks">{Enumerable.Range(0, Ticks + 1).Select(tick => Html.Of($"<span>{Formats.Duration(trace.DurationMs * tick / Ticks)}</span>"))}</span><span></span></div>
            <ol>{roots.Select(root => Branch(lines, root, depth: 0))}</ol>
            </div></section>
            """);
    }

    private static Html Branch(WaterfallLines lines, TraceSpan span, int depth)
    {
        var groups = lines.Below(span).GroupBy(child => child.Name, StringComparer.Ordinal).ToList();
        var below = groups.SelectMany(group => group.Count() > MaxLines && group.All(child => lines.Below(child).Count == 0)
                ? [(Start: group.Min(child => child.StartMs), Line: Crowd(lines, [.. group], depth + 1))]
                : group.Select(child => (Start: child.StartMs, Line: Branch(lines, child, depth + 1))))
            .OrderBy(line => line.Start).Select(line => line.Line).ToList();
        return Html.Of($"""<li>{lines.Line(span, depth)}{Html.When(below.Count > 0, () => Html.Of($"<ol>{below}</ol>"))}</li>""");
    }

    /// <summary>Very many alike: one line for all, which holds each when it is opened.</summary>
    private static Html Crowd(WaterfallLines lines, IReadOnlyList<TraceSpan> spans, int depth) => Html.Of($"""
        <li><details class="crowd"><summary>{lines.Summary($"{WaterfallLines.ShortName(spans[0])} × {spans.Count}", spans, depth)}</summary>
        <ol class="scroll" tabindex="0" aria-label="{spans.Count} spans">{spans.Select(span => Html.Of($"<li>{lines.Line(span, depth + 1)}</li>"))}</ol></details></li>
        """);
}
