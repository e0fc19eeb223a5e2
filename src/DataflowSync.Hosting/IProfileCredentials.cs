namespace DataflowSync.Hosting;

/// <summary>Where credentials come from: a configuration, a key vault. Asked at the beginning of each run. Thread-safe.</summary>
public interface IProfileCredentials
{
    /// <summary>Finds the credentials of a profile.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>
    /// Null where there are none: the run fails as rejected. Where it throws, the run fails too, and only the exception's type is told, for
    /// its text may hold secrets.
    /// </returns>
    ValueTask<ProfileCredentials?> GetAsync(SyncProfile profile, CancellationToken cancellationToken);
}
