namespace DataflowSync;

/// <summary>Where one step of a run is.</summary>
/// <param name="Name">The step's name.</param>
/// <param name="Status">How it ended; null while it waits or runs.</param>
/// <param name="Items">Items seen so far, which never goes back while the step runs; after its end the items published.</param>
/// <param name="Fraction">Part done, 0 to 1: 1 once the step ended, but what was reached where it was cancelled; null where that is not known.</param>
/// <param name="Attempts">Tries so far; 0 before the step began.</param>
public sealed record StepProgress(string Name, StepStatus? Status, long Items, double? Fraction, int Attempts);
