using DataflowSync.Server.Profiles;

namespace DataflowSync.Cli.Watching;

/// <summary>Asks a server how its profiles stand.</summary>
internal sealed class ViewReader(ServerClient client, WatchOptions options)
{
    /// <summary>Profiles whose past runs are asked for: of more, nobody reads them, and a server has up to 1,000.</summary>
    private const int MaxHistories = 20;

    /// <summary>Everything but the runs that go on.</summary>
    public async Task<ServerView> ReadAsync(ServerView view, CancellationToken cancellationToken)
    {
        view = await ReadProfilesAsync(view, cancellationToken);
        view = view with { History = view.History.Clear() };
        foreach (var profile in view.Profiles!.Take(MaxHistories))
        {
            view = await ReadHistoryAsync(view, profile.Id, cancellationToken);
        }

        return view;
    }

    public async Task<ServerView> ReadProfilesAsync(ServerView view, CancellationToken cancellationToken) =>
        view with { Profiles = [.. (await client.GetProfilesAsync(cancellationToken)).Where(profile => options.Shows(profile.Id))] };

    /// <summary>The past runs of a profile; where too many are kept, in the place of another's.</summary>
    public async Task<ServerView> ReadHistoryAsync(ServerView view, string profileId, CancellationToken cancellationToken)
    {
        var runs = await client.GetRunsAsync(profileId, cancellationToken);
        var history = view.History.ContainsKey(profileId) || view.History.Count < MaxHistories
            ? view.History
            : view.History.Remove(view.History.MinBy(other => other.Value is [var newest, ..] ? newest.StartedAt : DateTimeOffset.MinValue).Key);
        return view with { History = history.SetItem(profileId, runs) };
    }

    /// <exception cref="WatchException">One of the profiles that were asked for is not there.</exception>
    public void CheckProfiles(IReadOnlyList<ProfileDescription> profiles)
    {
        if (options.Profiles.Except(profiles.Select(profile => profile.Id)).FirstOrDefault() is { } missing)
        {
            throw new WatchException(WatchTrouble.Refused, $"there is no profile {missing} on {options.Server}: check --profile.");
        }
    }
}
