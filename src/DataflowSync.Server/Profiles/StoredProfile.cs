using DataflowSync.Hosting;

namespace DataflowSync.Server.Profiles;

/// <summary>A profile as it is kept. Immutable; its credentials are encrypted.</summary>
internal sealed record StoredProfile
{
    public required string Id { get; init; }

    /// <summary>The address alone: no user name, no password, no query.</summary>
    public required string Url { get; init; }

    public string? UserAgent { get; init; }

    public IReadOnlyList<string>? Kinds { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Categories { get; init; }

    public ScheduleSettings? Schedule { get; init; }

    /// <summary>User name and password, as <see cref="CredentialProtector"/> encrypts them.</summary>
    public required string Credentials { get; init; }

    /// <summary>Differs from that of every profile that had the name before.</summary>
    public required string Stamp { get; init; }

    public SyncProfile ToProfile() => new(Id, Url)
    {
        UserAgent = UserAgent,
        Kinds = Kinds is { Count: > 0 } ? Kinds : null,
        Categories = Categories is { Count: > 0 }
            ? Categories.ToDictionary(entry => entry.Key, IReadOnlyCollection<string> (entry) => entry.Value, StringComparer.Ordinal)
            : null,
        Schedule = Schedule?.ToSchedule(),

        // Encrypted anew with each change, and never the same twice.
        Revision = Credentials,
    };

    public override string ToString() => Id;
}
