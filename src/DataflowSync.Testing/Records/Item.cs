namespace DataflowSync.Testing.Records;

/// <summary>All that is kept of an item; its values are derived from these and the seed whenever it is sent.</summary>
internal readonly record struct Item(int Id, int Revision);
