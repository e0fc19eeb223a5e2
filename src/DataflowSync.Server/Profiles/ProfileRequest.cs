namespace DataflowSync.Server.Profiles;

/// <summary>A profile as it is asked for.</summary>
internal sealed class ProfileRequest
{
    /// <summary>Local name: letters, digits, '.', '_' and '-', at most 64. Given when it is added; then it stands in the address.</summary>
    public string? Id { get; init; }

    /// <summary>Address of the provider, or a whole link as providers hand them out, with user name and password in it, which are taken out.</summary>
    public string? Url { get; init; }

    /// <summary>User name at the provider; absent where the link has it, or it stays as it is.</summary>
    public string? Username { get; init; }

    /// <summary>Password; absent where the link has it, or it stays as it is. It is never told again.</summary>
    public string? Password { get; init; }

    /// <summary>The User-Agent to send; absent for the usual one.</summary>
    public string? UserAgent { get; init; }

    /// <summary>channels, movies, series; absent for all.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>Ids of the categories to keep, by kind; a kind that is not named is kept whole.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Categories { get; init; }

    /// <summary>When it is synced without being asked; absent for never.</summary>
    public ScheduleSettings? Schedule { get; init; }

    /// <summary>Nothing of it: it holds a password.</summary>
    public override string ToString() => "a profile's request";
}
