namespace DataflowSync.Cli.Watching;

/// <summary>What is watched, and how it is shown. A class, for a record would print the key.</summary>
/// <param name="server">Base address, with a slash at its end.</param>
/// <param name="apiKey">The key to send; null for none.</param>
/// <param name="profiles">Names of the profiles to show; none for all.</param>
/// <param name="once">Show how it stands, and end.</param>
/// <param name="json">For programs.</param>
internal sealed class WatchOptions(Uri server, string? apiKey, IReadOnlySet<string> profiles, bool once, bool json)
{
    public Uri Server => server;

    public string? ApiKey => apiKey;

    public bool Once => once;

    public bool Json => json;

    public IReadOnlySet<string> Profiles => profiles;

    public bool Shows(string profileId) => profiles.Count == 0 || profiles.Contains(profileId);
}
