namespace DataflowSync.EndToEnd.Tests.Costs;

/// <summary>What is allocated may depend on what else runs: these tests run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CostCollection
{
    public const string Name = "costs";
}
