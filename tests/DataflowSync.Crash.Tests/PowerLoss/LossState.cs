namespace DataflowSync.Crash.Tests.PowerLoss;

/// <summary>A state in which a disk may be found.</summary>
/// <param name="Name">How it came to be.</param>
/// <param name="Tree">What is on it.</param>
/// <param name="Expected">What a reader has to find; null where the outcome had to last and does not.</param>
internal sealed record LossState(string Name, Tree Tree, Lists? Expected);
