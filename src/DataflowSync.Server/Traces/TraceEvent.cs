namespace DataflowSync.Server.Traces;

/// <summary>What happened in a span.</summary>
/// <param name="Name">What.</param>
/// <param name="AtMs">Milliseconds from the beginning of the run.</param>
/// <param name="Attributes">What is known of it.</param>
internal sealed record TraceEvent(string Name, double AtMs, IReadOnlyDictionary<string, string> Attributes);
