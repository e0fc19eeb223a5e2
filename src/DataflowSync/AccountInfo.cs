namespace DataflowSync;

/// <summary>What the account check told.</summary>
/// <param name="Status">The provider's word for the account's state, for example <c>Active</c>.</param>
/// <param name="ExpiresAt">When the account ends; null where it never does or the provider does not say.</param>
/// <param name="MaxConnections">Connections allowed at one time; null where unknown.</param>
public sealed record AccountInfo(string Status, DateTimeOffset? ExpiresAt = null, int? MaxConnections = null);
