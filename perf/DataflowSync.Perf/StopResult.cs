namespace DataflowSync.Perf;

/// <summary>How a stopped sync ended.</summary>
/// <param name="Milliseconds">From the signal to the end of the process.</param>
/// <param name="ExitCode">Of the process.</param>
/// <param name="Step">The step's status in the printed report; null where there was none.</param>
/// <param name="Received">Records the step had received.</param>
internal sealed record StopResult(double Milliseconds, int ExitCode, string? Step, long Received)
{
    /// <summary>Cancelled, or too late for that: its step was published already.</summary>
    public bool IsHonest => (ExitCode, Step) is (130, "Cancelled") or (0, "Completed");

    public override string ToString() => FormattableString.Invariant($"{Milliseconds:0} ms ({Step ?? "no report"}, exit {ExitCode}, {Received} received)");
}
