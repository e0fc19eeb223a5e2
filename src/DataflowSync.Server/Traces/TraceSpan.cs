using System.Diagnostics;
using System.Globalization;

namespace DataflowSync.Server.Traces;

/// <summary>A span of a run.</summary>
internal sealed record TraceSpan
{
    /// <summary>What it stands for, as in the list of spans in docs/telemetry.md.</summary>
    public required string Name { get; init; }

    /// <summary>Identifies the span.</summary>
    public required string SpanId { get; init; }

    /// <summary>The span it is under; null for the run.</summary>
    public required string? ParentSpanId { get; init; }

    /// <summary>Milliseconds from the beginning of the run to its own.</summary>
    public required double StartMs { get; init; }

    /// <summary>Milliseconds it took.</summary>
    public required double DurationMs { get; init; }

    /// <summary>Whether it failed.</summary>
    public required bool IsError { get; init; }

    /// <summary>Why it failed, for a person; null where it did not, or nothing was said.</summary>
    public required string? Message { get; init; }

    /// <summary>What is known of it.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>What happened in it, and when.</summary>
    public required IReadOnlyList<TraceEvent> Events { get; init; }

    /// <summary>Spans it follows: those of earlier attempts.</summary>
    public required IReadOnlyList<string> Links { get; init; }

    /// <param name="span">The span, ended.</param>
    /// <param name="origin">When the run began, UTC.</param>
    public static TraceSpan From(Activity span, DateTime origin) => new()
    {
        Name = span.OperationName,
        SpanId = span.SpanId.ToHexString(),
        ParentSpanId = span.ParentSpanId == default ? null : span.ParentSpanId.ToHexString(),
        StartMs = (span.StartTimeUtc - origin).TotalMilliseconds,
        DurationMs = span.Duration.TotalMilliseconds,
        IsError = span.Status == ActivityStatusCode.Error,
        Message = span.StatusDescription,
        Attributes = Texts(span.TagObjects),
        Events = [.. span.Events.Select(happened => new TraceEvent(happened.Name, (happened.Timestamp.UtcDateTime - origin).TotalMilliseconds, Texts(happened.Tags)))],
        Links = [.. span.Links.Select(link => link.Context.SpanId.ToHexString())],
    };

    private static Dictionary<string, string> Texts(IEnumerable<KeyValuePair<string, object?>> attributes) =>
        attributes.ToDictionary(attribute => attribute.Key, attribute => Convert.ToString(attribute.Value, CultureInfo.InvariantCulture) ?? string.Empty, StringComparer.Ordinal);
}
