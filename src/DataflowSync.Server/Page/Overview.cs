using System.Collections.Concurrent;
using DataflowSync.Server.Profiles;
using DataflowSync.Server.Setup;

namespace DataflowSync.Server.Page;

/// <summary>
/// How all profiles stand. Reading a thousand full histories takes seconds, so each is read again only when something was written in the
/// profile's directory, by this process or another. Thread-safe.
/// </summary>
internal sealed class Overview(ServerSettings settings, ProfileStore store, ProfileDescriber describer, TimeProvider timeProvider) : IDisposable
{
    private const int Readers = 4;

    /// <summary>Two writes within a tick of the disk's clock look like one: what was written just now is not trusted to be the last.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1);
    private ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    public async Task<IReadOnlyCollection<ProfileSummary>> ReadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var profiles = store.All;
            var now = new ConcurrentDictionary<string, Known>(StringComparer.Ordinal);
            await Parallel.ForEachAsync(
                profiles,
                new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken },
                async (profile, token) => now[profile.Id] = await ReadAsync(profile, token).ConfigureAwait(false)).ConfigureAwait(false);
            _known = now;
            return [.. now.Values.Select(known => known.Summary).OrderBy(summary => summary.Id, StringComparer.Ordinal)];
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask<Known> ReadAsync(StoredProfile profile, CancellationToken cancellationToken)
    {
        var written = Directory.GetLastWriteTimeUtc(Path.Combine(settings.DataDirectory, profile.Id));
        if (_known.TryGetValue(profile.Id, out var known) && known.Profile == profile && known.Written == written)
        {
            return known;
        }

        var status = await describer.ReadAsync(profile.Id, cancellationToken).ConfigureAwait(false);
        var isSettled = written < timeProvider.GetUtcNow().UtcDateTime - Settled;
        return new Known(profile, isSettled ? written : default, ProfileSummary.From(profile, status));
    }

    private sealed record Known(StoredProfile Profile, DateTime Written, ProfileSummary Summary);
}
