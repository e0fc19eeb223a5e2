using System.Diagnostics.Metrics;

namespace DataflowSync.Tests.Telemetry;

/// <summary>One measurement.</summary>
internal sealed record Measured(Instrument Instrument, double Value, IReadOnlyDictionary<string, object?> Tags)
{
    public string Name => Instrument.Name;

    public string? Tag(string name) => Tags.GetValueOrDefault(name) as string;
}
