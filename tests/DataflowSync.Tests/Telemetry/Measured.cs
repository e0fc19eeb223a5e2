using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DataflowSync.Tests.Telemetry;

/// <summary>One measurement.</summary>
/// <param name="Instrument">What was measured.</param>
/// <param name="Value">How much.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Under">The span that was current, which an exemplar would point to.</param>
internal sealed record Measured(Instrument Instrument, double Value, IReadOnlyDictionary<string, object?> Tags, Activity? Under)
{
    public string Name => Instrument.Name;

    public string? Tag(string name) => Tags.GetValueOrDefault(name) as string;
}
