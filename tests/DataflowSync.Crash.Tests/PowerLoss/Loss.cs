namespace DataflowSync.Crash.Tests.PowerLoss;

/// <summary>What a loss of power leaves of the operations that no flush has made last.</summary>
/// <param name="Names">What of names that were made, moved and removed.</param>
/// <param name="Data">What of what was written to files.</param>
/// <param name="Seed">For what is left to chance; where names are kept up to one, the number of those.</param>
internal sealed record Loss(NameLoss Names, DataLoss Data, int Seed = 0)
{
    /// <summary>A process that was killed: the system brings all it did to the disk later.</summary>
    public static Loss Nothing { get; } = new(NameLoss.None, DataLoss.None);
}
