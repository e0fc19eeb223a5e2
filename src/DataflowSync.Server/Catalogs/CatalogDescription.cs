namespace DataflowSync.Server.Catalogs;

/// <summary>What is published of a profile.</summary>
/// <param name="ProfileId">The profile.</param>
/// <param name="Version">Number of the publication; it grows with each.</param>
/// <param name="Datasets">Dataset → items in it.</param>
internal sealed record CatalogDescription(string ProfileId, long Version, IReadOnlyDictionary<string, int> Datasets);
