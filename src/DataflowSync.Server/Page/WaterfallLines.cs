using DataflowSync.Server.Traces;

namespace DataflowSync.Server.Page;

/// <summary>The lines of a waterfall.</summary>
internal sealed class WaterfallLines
{
    private const string Prefix = "dataflowsync.";
    private const double Width = 1_000;
    private const int MaxDepth = 5;

    /// <summary>Shown beside the name, for there are many of the name.</summary>
    private static readonly string[] Telling = ["dataflowsync.attempt.number", "dataflowsync.batch.size"];

    private readonly double _duration;
    private readonly ILookup<string?, TraceSpan> _below;
    private readonly Dictionary<string, TraceSpan> _spans;

    public WaterfallLines(RunTrace trace)
    {
        _duration = Math.Max(trace.DurationMs, 1e-3);
        _below = trace.Spans.ToLookup(span => span.ParentSpanId);
        _spans = trace.Spans.ToDictionary(span => span.SpanId, StringComparer.Ordinal);
    }

    public bool Knows(string spanId) => _spans.ContainsKey(spanId);

    public IReadOnlyList<TraceSpan> Below(TraceSpan span) => [.. _below[span.SpanId]];

    public static string ShortName(TraceSpan span) =>
        span.Name.StartsWith(Prefix, StringComparison.Ordinal) ? span.Name[Prefix.Length..] : span.Name;

    /// <summary>A span that can be opened.</summary>
    public Html Line(TraceSpan span, int depth) => Html.Of($"""
        <details class="span" id="span-{span.SpanId}" data-span="{span.Name}"{Html.When(span.IsError, () => Html.Of($" data-error"))}><summary>{Summary(NameOf(span), [span], depth)}</summary>
        <div class="about">{(span.Message is { } message ? Html.Of($"<p class=\"error\"><bdi>{message}</bdi></p>") : default)}
        <dl class="attributes"><div><dt>began</dt><dd>{Formats.Duration(span.StartMs)} after the run</dd></div>{span.Attributes.Select(Attribute)}</dl>
        {Html.When(span.Events.Count > 0, () => Html.Of($"<h3>Events</h3><ol class=\"events\">{span.Events.Select(Event)}</ol>"))}
        {Html.When(span.Links.Count > 0, () => Html.Of($"<h3>Follows</h3><ul>{span.Links.Select(Link)}</ul>"))}
        </div></details>
        """);

    /// <summary>Name, bars and time taken of one span, or of several that share a line.</summary>
    public Html Summary(string name, IReadOnlyList<TraceSpan> spans, int depth)
    {
        var failed = spans.Count(span => span.IsError);
        return Html.Of($"""
            <span class="what" data-depth="{Math.Min(depth, MaxDepth)}">{name}{Html.When(failed > 0, () => Html.Of($" <span class=\"failed\">failed</span>"))}</span><svg viewBox="0 0 {Width} 10" preserveAspectRatio="none" aria-hidden="true">{spans.Select(Bar)}</svg><span class="time">{Formats.Duration(spans.Sum(span => span.DurationMs))}</span>
            """);
    }

    private Html Bar(TraceSpan span)
    {
        var width = Math.Max(2, span.DurationMs / _duration * Width);
        var x = Math.Clamp(span.StartMs / _duration * Width, 0, Width - Math.Min(width, Width));
        return Html.Of($"<rect x=\"{x}\" width=\"{width}\" height=\"10\" data-kind=\"{ShortName(span)}\"{Html.When(span.IsError, () => Html.Of($" data-error"))}/>");
    }

    private static string NameOf(TraceSpan span)
    {
        var step = span.Attributes.GetValueOrDefault("dataflowsync.step");
        var more = Telling.Select(span.Attributes.GetValueOrDefault).FirstOrDefault(value => value is not null);
        return ShortName(span) switch
        {
            "step" => step ?? "step",
            var name => more is null ? name : $"{name} {more}",
        };
    }

    private static Html Attribute(KeyValuePair<string, string> attribute) =>
        Html.Of($"<div><dt>{attribute.Key}</dt><dd><bdi>{attribute.Value}</bdi></dd></div>");

    private static Html Event(TraceEvent happened) => Html.Of($"""
        <li><strong>{happened.Name}</strong> at {Formats.Duration(happened.AtMs)}{Html.When(happened.Attributes.Count > 0, () => Html.Of($"<dl class=\"attributes\">{happened.Attributes.Select(Attribute)}</dl>"))}</li>
        """);

    private Html Link(string spanId) => _spans.TryGetValue(spanId, out var span)
        ? Html.Of($"<li><a href=\"#span-{spanId}\">{NameOf(span)}</a></li>")
        : Html.Of($"<li><code>{spanId}</code></li>");
}
