namespace DataflowSync.Server.Runs;

/// <summary>Consent to what was held back.</summary>
internal sealed record ShrinkConsent
{
    /// <summary>Step → the guard that the profile shows for it. Another fetch than the one that was shown is not consented to.</summary>
    public required IReadOnlyDictionary<string, string> Guards { get; init; }
}
