using DataflowSync.Xtream;

namespace DataflowSync.Hosting;

/// <summary>A profile as the host knows it. Immutable; holds no credentials.</summary>
public sealed record SyncProfile
{
    /// <summary>Makes a profile.</summary>
    /// <param name="id">Its local name.</param>
    /// <param name="url">Address of the provider, or a whole link; only the address is kept of it.</param>
    /// <exception cref="ArgumentException">A value is missing, or the link is no address.</exception>
    public SyncProfile(ProfileId id, string url)
    {
        ArgumentException.ThrowIfNullOrEmpty(id.Value, nameof(id));
        Id = id;
        Address = XtreamAccount.ReadAddress(url);
        Host = XtreamAccount.HostOf(Address);
    }

    /// <summary>The local name.</summary>
    public ProfileId Id { get; }

    /// <summary>The provider's address, without credentials.</summary>
    public Uri Address { get; }

    /// <summary>The provider's host. Profiles of one host are never synced at the same time by the scheduler.</summary>
    public string Host { get; }

    /// <summary>The User-Agent to send for this account; null for the one of all.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The kinds to sync, of <see cref="SyncKinds.All"/>; null for all.</summary>
    public IReadOnlyCollection<string>? Kinds { get; init; }

    /// <summary>Kind → ids of the categories to keep; null for all. Used for runs that name no filter of their own.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>>? Categories { get; init; }

    /// <summary>When the scheduler syncs it; null for never.</summary>
    public SyncSchedule? Schedule { get; init; }

    /// <summary>
    /// Any text that changes when something behind the profile changed that it does not show, such as its password: the scheduler
    /// then tries again at once what had failed. It is kept in memory only, but do not make it of secrets all the same.
    /// </summary>
    public string? Revision { get; init; }
}
