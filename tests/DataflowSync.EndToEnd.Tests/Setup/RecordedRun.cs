using System.Diagnostics;
using DataflowSync.Tests.Telemetry;

namespace DataflowSync.EndToEnd.Tests.Setup;

/// <summary>One run, and all it told.</summary>
internal sealed record RecordedRun(SyncReport Report, IReadOnlyList<SyncProgress> Progress, IReadOnlyList<Logged> Log, IReadOnlyList<Activity> Spans);
