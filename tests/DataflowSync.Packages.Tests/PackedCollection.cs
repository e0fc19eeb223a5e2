namespace DataflowSync.Packages.Tests;

/// <summary>Tests of one set of packages.</summary>
[CollectionDefinition(Name)]
public sealed class PackedCollection : ICollectionFixture<PackedFixture>
{
    public const string Name = "packed";
}
