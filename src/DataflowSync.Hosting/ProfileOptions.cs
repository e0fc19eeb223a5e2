using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace DataflowSync.Hosting;

/// <summary>A profile in the configuration. Changes of the configuration are followed while the host runs.</summary>
public sealed class ProfileOptions
{
    /// <summary>
    /// Address of the provider, for example <c>http://host:8080</c>, or a whole link with user name and password:
    /// <c>http://host/get.php?username=U&amp;password=P</c>.
    /// </summary>
    [Required]
    [JsonIgnore]
    public string Url { get; set; } = string.Empty;

    /// <summary>User name at the provider; null where the link names it or <see cref="IProfileCredentials"/> of your own tell it.</summary>
    /// <value>The default is null.</value>
    [JsonIgnore]
    public string? Username { get; set; }

    /// <summary>Password; null as for <see cref="Username"/>. Better kept in user secrets, the environment or a key vault than in a file.</summary>
    /// <value>The default is null.</value>
    [JsonIgnore]
    public string? Password { get; set; }

    /// <summary>The User-Agent to send for this account; null for the one of all.</summary>
    /// <value>The default is null.</value>
    public string? UserAgent { get; set; }

    /// <summary>The kinds to sync: <c>channels</c>, <c>movies</c>, <c>series</c>; null or none for all.</summary>
    /// <value>The default is null.</value>
    public IList<string>? Kinds { get; set; }

    /// <summary>Ids of the categories to keep, by kind; a kind that is not named is kept whole.</summary>
    /// <value>The default is none.</value>
    public Dictionary<string, string[]> Categories { get; } = new(StringComparer.Ordinal);

    /// <summary>When the scheduler syncs the profile; null for never.</summary>
    /// <value>The default is null.</value>
    public SyncSchedule? Schedule { get; set; }
}
