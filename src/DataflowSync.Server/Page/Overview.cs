using DataflowSync.Server.Profiles;

namespace DataflowSync.Server.Page;

/// <summary>Reads how all profiles stand. Thread-safe.</summary>
internal sealed class Overview(ProfileStore store, ProfileDescriber describer)
{
    public async Task<IReadOnlyCollection<ProfileSummary>> ReadAsync(CancellationToken cancellationToken)
    {
        var summaries = new List<ProfileSummary>();
        foreach (var profile in store.All)
        {
            summaries.Add(ProfileSummary.From(profile, await describer.ReadAsync(profile.Id, cancellationToken).ConfigureAwait(false)));
        }

        return summaries;
    }
}
