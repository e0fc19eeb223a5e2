namespace DataflowSync.Server.Catalogs;

/// <summary>The categories of a dataset, in the provider's order.</summary>
/// <param name="Version">Number of the publication.</param>
/// <param name="Categories">With the items in each; without a name where the provider lists none.</param>
internal sealed record CategoryList(long Version, IReadOnlyList<CategoryCount> Categories);
