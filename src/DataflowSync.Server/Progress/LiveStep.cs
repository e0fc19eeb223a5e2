namespace DataflowSync.Server.Progress;

/// <summary>Where a step of a run is.</summary>
/// <param name="Name">The step.</param>
/// <param name="Status">How it ended; null while it waits or runs.</param>
/// <param name="Items">Items so far; after its end the items published.</param>
/// <param name="Fraction">Part done, 0 to 1; null where that is not known.</param>
/// <param name="Attempts">Times it was tried; 0 before it began.</param>
internal sealed record LiveStep(string Name, string? Status, long Items, double? Fraction, int Attempts);
