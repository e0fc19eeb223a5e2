using Microsoft.Extensions.Primitives;

namespace DataflowSync.Hosting;

/// <summary>
/// Where profiles come from: a configuration, a database, an interface. Profiles may come, change and go while the host runs.
/// Thread-safe.
/// </summary>
public interface IProfileSource
{
    /// <summary>The profiles as they are now. Asked after each change and whenever the host starts: keep them in memory.</summary>
    /// <returns>A list that does not change any more. Of two with the same name the first one counts.</returns>
    IReadOnlyCollection<SyncProfile> GetProfiles();

    /// <summary>A token that fires when <see cref="GetProfiles"/> would give another answer than now. It is asked for anew after it fired.</summary>
    IChangeToken GetChangeToken();
}
