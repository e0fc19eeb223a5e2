namespace DataflowSync.Server.Reports;

/// <summary>What the provider says of the account.</summary>
/// <param name="Status">In its words: Active.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="MaxConnections">Connections it may use; null where it is not told.</param>
internal sealed record AccountState(string Status, DateTimeOffset? ExpiresAt, int? MaxConnections);
