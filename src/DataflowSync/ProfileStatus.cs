namespace DataflowSync;

/// <summary>What is known of a profile.</summary>
/// <param name="ProfileId">The profile.</param>
/// <param name="IsRunning">Whether a run of it goes on in this process.</param>
/// <param name="History">What its past runs left.</param>
public sealed record ProfileStatus(ProfileId ProfileId, bool IsRunning, ProfileHistory History);
