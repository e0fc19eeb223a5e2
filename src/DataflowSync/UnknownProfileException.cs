namespace DataflowSync;

/// <summary>The store holds nothing under this profile name.</summary>
public sealed class UnknownProfileException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="profileId">The profile that is not there.</param>
    public UnknownProfileException(ProfileId profileId)
        : base($"There is no profile '{profileId}' here.")
        => ProfileId = profileId;

    /// <summary>The profile that is not there.</summary>
    public ProfileId ProfileId { get; }
}
