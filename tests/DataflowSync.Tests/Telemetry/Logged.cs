using Microsoft.Extensions.Logging;

namespace DataflowSync.Tests.Telemetry;

/// <summary>One line of the log.</summary>
internal sealed record Logged(EventId Event, LogLevel Level, string Text);
