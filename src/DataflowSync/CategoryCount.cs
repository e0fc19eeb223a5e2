namespace DataflowSync;

/// <summary>A category and how many items it holds.</summary>
/// <param name="Id">Id of the category.</param>
/// <param name="Name">Its name; null where items name a category that the provider does not list, or it has none.</param>
/// <param name="Count">Items in it.</param>
public sealed record CategoryCount(string Id, string? Name, int Count);
