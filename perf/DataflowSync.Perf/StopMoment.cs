using System.Diagnostics;

namespace DataflowSync.Perf;

/// <summary>When a sync is stopped.</summary>
/// <param name="Name">What it does then.</param>
/// <param name="ReachedAsync">Ends when the process has come there.</param>
internal sealed record StopMoment(string Name, Func<Process, CancellationToken, Task> ReachedAsync);
