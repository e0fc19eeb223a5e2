namespace DataflowSync.Server.Security;

/// <summary>Whether a browser is let in.</summary>
/// <param name="NeedsKey">Whether the server has a key.</param>
/// <param name="SignedIn">Whether the browser may ask for everything.</param>
internal sealed record SessionState(bool NeedsKey, bool SignedIn);
