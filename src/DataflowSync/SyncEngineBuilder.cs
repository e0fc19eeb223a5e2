using System.ComponentModel.DataAnnotations;
using DataflowSync.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DataflowSync;

/// <summary>Puts an engine together: a store, sources for profiles, options. Not thread-safe; use it once.</summary>
public sealed class SyncEngineBuilder
{
    private readonly Dictionary<ProfileId, ICatalogSource> _sources = [];
    private readonly Dictionary<Type, object> _shared = [];
    private SyncOptions _options = new();
    private ICatalogStore? _store;
    private Func<ProfileId, CancellationToken, ValueTask<ICatalogSource?>>? _findSource;
    private Func<IEnumerable<ProfileId>>? _listProfiles;
    private ILoggerFactory _loggerFactory = NullLoggerFactory.Instance;
    private Func<double> _random = Random.Shared.NextDouble;

    /// <summary>The clock that everything uses; the system's unless set.</summary>
    public TimeProvider TimeProvider { get; private set; } = TimeProvider.System;

    /// <summary>Sets the store. Required.</summary>
    /// <param name="store">The store; it stays the caller's to dispose.</param>
    public SyncEngineBuilder UseStore(ICatalogStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        return this;
    }

    /// <summary>Registers a profile, or replaces its source.</summary>
    /// <param name="profileId">Local name of the profile.</param>
    /// <param name="source">Where its catalog comes from.</param>
    public SyncEngineBuilder AddProfile(ProfileId profileId, ICatalogSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(profileId.Value, nameof(profileId));
        _sources[profileId] = source;
        return this;
    }

    /// <summary>
    /// Sets where the sources of profiles that were not registered come from, so that profiles can come and go while the engine
    /// lives. It is asked at the beginning of each run, before the profile counts as busy.
    /// </summary>
    /// <param name="findSource">
    /// Gives the source of a profile for one run; null where there is no such profile. What it throws, <c>RunAsync</c> throws.
    /// </param>
    /// <param name="listProfiles">
    /// Names the profiles there are now, for the metrics: they count these and the registered ones. From any thread, at any time, and
    /// so it must neither wait nor throw. Without it, they count every profile that was run or asked for.
    /// </param>
    public SyncEngineBuilder FindProfiles(
        Func<ProfileId, CancellationToken, ValueTask<ICatalogSource?>> findSource, Func<IEnumerable<ProfileId>>? listProfiles = null)
    {
        ArgumentNullException.ThrowIfNull(findSource);
        _findSource = findSource;
        _listProfiles = listProfiles;
        return this;
    }

    /// <summary>Replaces all options at once, those that were changed by <see cref="Configure"/> before included.</summary>
    /// <param name="options">How the engine works; later changes of the object have no effect.</param>
    public SyncEngineBuilder UseOptions(SyncOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Copy();
        return this;
    }

    /// <summary>Changes how the engine works.</summary>
    /// <param name="configure">Sets options.</param>
    public SyncEngineBuilder Configure(Action<SyncOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(_options);
        return this;
    }

    /// <summary>Sets where logs go; nowhere unless set.</summary>
    /// <param name="loggerFactory">Makes the logger <c>DataflowSync</c>.</param>
    public SyncEngineBuilder UseLogging(ILoggerFactory loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(loggerFactory);
        _loggerFactory = loggerFactory;
        return this;
    }

    /// <summary>Sets the clock. Call it before what takes the clock from here.</summary>
    /// <param name="timeProvider">The clock.</param>
    public SyncEngineBuilder UseTimeProvider(TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        TimeProvider = timeProvider;
        return this;
    }

    /// <summary>What several extensions of this builder use together: made once, and given to whoever asks for its type.</summary>
    /// <param name="make">Makes it, if nobody has asked before.</param>
    /// <typeparam name="T">Its type.</typeparam>
    public T Share<T>(Func<T> make)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(make);
        if (!_shared.TryGetValue(typeof(T), out var shared))
        {
            shared = make();
            _shared.Add(typeof(T), shared);
        }

        return (T)shared;
    }

    /// <summary>Builds the engine. Later changes of this builder do not touch it.</summary>
    /// <exception cref="InvalidOperationException">No store was set.</exception>
    /// <exception cref="ValidationException">An option is outside its range.</exception>
    public SyncEngine Build()
    {
        if (_store is null)
        {
            throw new InvalidOperationException("The engine needs a store: call UseStore, or UseLiteDb of DataflowSync.LiteDb.");
        }

        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
        var sources = new Dictionary<ProfileId, ICatalogSource>(_sources);
        var findSource = _findSource;
        var listProfiles = _listProfiles;
        return new SyncEngine(
            _store,
            (profileId, cancellationToken) => sources.TryGetValue(profileId, out var source) ? new ValueTask<ICatalogSource?>(source)
                : findSource?.Invoke(profileId, cancellationToken) ?? default,
            profileId => sources.ContainsKey(profileId) || listProfiles?.Invoke().Contains(profileId) == true,
            listProfiles is null ? null : () => listProfiles().Union(sources.Keys),
            _options.Copy(),
            TimeProvider,
            _random,
            new SyncLog(_loggerFactory.CreateLogger(SyncEngine.TelemetryName)));
    }

    internal SyncEngineBuilder UseRandom(Func<double> random)
    {
        _random = random;
        return this;
    }
}
