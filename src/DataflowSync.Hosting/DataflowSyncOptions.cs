using System.ComponentModel.DataAnnotations;
using DataflowSync.Xtream;

namespace DataflowSync.Hosting;

/// <summary>All that can be configured of DataflowSync in a host. Validated when the host starts.</summary>
public sealed class DataflowSyncOptions
{
    /// <summary>The usual name of the configuration's section.</summary>
    public const string SectionName = "DataflowSync";

    /// <summary>Directory of the catalogs and of the scheduler's memory. It is made when it is first needed.</summary>
    /// <value>The default is catalogs, in the current directory.</value>
    [Required]
    public string DataDirectory { get; set; } = "catalogs";

    /// <summary>How the engine works. Read once, when the host starts. In a host a guard record is 10 minutes old before it can be confirmed.</summary>
    public SyncOptions Engine { get; } = new() { GuardMinimumAge = TimeSpan.FromMinutes(10) };

    /// <summary>How providers are asked. Read once, when the host starts.</summary>
    public XtreamOptions Xtream { get; } = new();

    /// <summary>How the scheduler works. Read once, when the host starts.</summary>
    public SchedulerOptions Scheduler { get; } = new();

    /// <summary>The profiles by their names: letters, digits, '.', '_' and '-', at most 64. Followed while the host runs.</summary>
    public Dictionary<string, ProfileOptions> Profiles { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether credentials come from the application, so that the configuration need not have them.</summary>
    internal bool HasOwnCredentials { get; set; }

    /// <summary>What of a configuration could not be read: the validation tells it.</summary>
    internal List<string> ReadingFailures { get; } = [];

    internal ProfileOptions GetProfile(string name)
    {
        if (!Profiles.TryGetValue(name, out var profile))
        {
            Profiles[name] = profile = new ProfileOptions();
        }

        return profile;
    }
}
