namespace DataflowSync;

/// <summary>The profile is being synced by someone else: another run in this process, or another process.</summary>
public sealed class ProfileBusyException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="profileId">The busy profile.</param>
    /// <param name="innerException">What taking the lock met, if anything.</param>
    public ProfileBusyException(ProfileId profileId, Exception? innerException = null)
        : base($"Profile '{profileId}' is being synced by someone else.", innerException)
        => ProfileId = profileId;

    /// <summary>The busy profile.</summary>
    public ProfileId ProfileId { get; }
}
