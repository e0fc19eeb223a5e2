namespace DataflowSync.Page.Tests.Setup;

/// <summary>The tests that share a browser.</summary>
[CollectionDefinition(Name)]
public sealed class Browsing : ICollectionFixture<Chromium>
{
    public const string Name = "browsing";
}
