using DataflowSync.Hosting.Telemetry;
using Microsoft.Extensions.Primitives;

namespace DataflowSync.Hosting.Profiles;

/// <summary>The profiles of all sources together. Thread-safe.</summary>
internal sealed class ProfileCatalog : IDisposable
{
    private readonly List<IDisposable> _listening = [];
    private readonly IReadOnlyList<IProfileSource> _sources;
    private readonly HostingLog _log;
    private readonly Dictionary<IProfileSource, IReadOnlyCollection<SyncProfile>> _last = [];
    private readonly Lock _gate = new();
    private Dictionary<ProfileId, SyncProfile> _profiles = [];

    public ProfileCatalog(IEnumerable<IProfileSource> sources, HostingLog log)
    {
        _sources = [.. sources];
        _log = log;
        Read();
        foreach (var source in _sources)
        {
            _listening.Add(ChangeToken.OnChange(source.GetChangeToken, () =>
            {
                Read();
                Changed?.Invoke();
            }));
        }
    }

    /// <summary>Told after the profiles changed.</summary>
    public event Action? Changed;

    public IReadOnlyCollection<SyncProfile> All => Volatile.Read(ref _profiles).Values;

    public SyncProfile? Find(ProfileId profileId) => Volatile.Read(ref _profiles).GetValueOrDefault(profileId);

    public void Dispose() => _listening.ForEach(token => token.Dispose());

    private void Read()
    {
        lock (_gate)
        {
            var profiles = new Dictionary<ProfileId, SyncProfile>();
            foreach (var profile in _sources.SelectMany(Ask))
            {
                if (!profiles.TryAdd(profile.Id, profile))
                {
                    _log.ProfileTwice(profile.Id);
                }
            }

            Volatile.Write(ref _profiles, profiles);
        }
    }

    /// <summary>A source that cannot tell must not take away the profiles it told before.</summary>
    private IReadOnlyCollection<SyncProfile> Ask(IProfileSource source)
    {
        try
        {
            return _last[source] = source.GetProfiles();
        }
        catch (Exception exception)
        {
            _log.ProfilesNotRead(source.GetType().Name, exception.GetType().Name);
            return _last.GetValueOrDefault(source) ?? [];
        }
    }
}
