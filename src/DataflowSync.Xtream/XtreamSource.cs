using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DataflowSync.Xtream.Details;
using DataflowSync.Xtream.Formats;
using DataflowSync.Xtream.Http;
using DataflowSync.Xtream.Replies;

namespace DataflowSync.Xtream;

/// <summary>
/// The catalog of one account at an Xtream provider, over <c>player_api.php</c>. Thread-safe: requests to a host take turns, one at a
/// time, with a pause between them, also with those of other sources that share the <see cref="XtreamProviders"/>. No exception of it and no <see cref="ToString"/> shows credentials or addresses with them.
/// </summary>
public sealed class XtreamSource : ICatalogSource, IDisposable
{
    /// <summary>Name of the HTTP client that sources use where no other is named.</summary>
    public const string DefaultHttpClientName = "DataflowSync.Xtream";

    private readonly XtreamAccount _account;
    private readonly PlayerApi _api;
    private readonly ReplyReader _replies;
    private readonly SeriesDetailsReader _details;
    private readonly Dictionary<string, string> _actions = new(StringComparer.Ordinal);
    private readonly PrivateHttpClientFactory? _ownClients;

    /// <summary>Makes a source on HTTP clients of a factory.</summary>
    /// <param name="account">The account.</param>
    /// <param name="options">How the provider is asked.</param>
    /// <param name="clients">Gives the HTTP client; see <see cref="XtreamServiceCollectionExtensions.AddXtreamHttpClient(Microsoft.Extensions.DependencyInjection.IServiceCollection, string, XtreamOptions?)"/>.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <param name="clientName">Name of the HTTP client.</param>
    /// <param name="providers">What is shared with other sources; null for an object of its own.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
    public XtreamSource(
        XtreamAccount account,
        XtreamOptions options,
        IHttpClientFactory clients,
        TimeProvider? timeProvider = null,
        string clientName = DefaultHttpClientName,
        XtreamProviders? providers = null)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clients);
        ArgumentException.ThrowIfNullOrEmpty(clientName);
        var time = timeProvider ?? TimeProvider.System;
        _account = account;
        var secrets = new SecretFilter(account);
        _api = new PlayerApi(account, secrets, options.Freeze(), clients, clientName, providers ?? new XtreamProviders(time), time);
        _replies = new ReplyReader(secrets, time);
        _details = new SeriesDetailsReader(_replies);
        Steps =
        [
            AddStep(Datasets.ChannelCategories, "get_live_categories", new CategoryFormat(_replies)),
            AddStep(Datasets.Channels, "get_live_streams", new ChannelFormat(_replies)),
            AddStep(Datasets.MovieCategories, "get_vod_categories", new CategoryFormat(_replies)),
            AddStep(Datasets.Movies, "get_vod_streams", new MovieFormat(_replies)),
            AddStep(Datasets.SeriesCategories, "get_series_categories", new CategoryFormat(_replies)),
            AddStep(Datasets.Series, "get_series", new SeriesFormat(_replies)),
        ];
    }

    private XtreamSource(
        XtreamAccount account,
        XtreamOptions options,
        PrivateHttpClientFactory clients,
        TimeProvider? timeProvider,
        XtreamProviders? providers)
        : this(account, options, (IHttpClientFactory)clients, timeProvider, providers: providers) => _ownClients = clients;

    /// <inheritdoc/>
    public IReadOnlyList<SyncStep> Steps { get; }

    /// <summary>
    /// Makes a source with an HTTP client of its own, which is disposed with it. One that is never disposed keeps its idle
    /// connections for a minute and nothing after that.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="options">How the provider is asked; null for the defaults.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <param name="providers">What is shared with other sources; null for an object of its own.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
    public static XtreamSource Create(
        XtreamAccount account,
        XtreamOptions? options = null,
        TimeProvider? timeProvider = null,
        XtreamProviders? providers = null)
    {
        var frozen = (options ?? new XtreamOptions()).Freeze();
        return new XtreamSource(account, frozen, new PrivateHttpClientFactory(frozen), timeProvider, providers);
    }

    /// <inheritdoc/>
    public async Task<AccountInfo?> CheckAsync(CancellationToken cancellationToken)
    {
        var answer = await _api.ReadAsync(query: string.Empty, cancellationToken).ConfigureAwait(false);
        using var document = JsonDocuments.Parse(answer);
        return _replies.ReadAccount(JsonMarshal.GetRawUtf8Value(document.RootElement));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SourceBody> OpenAsync(SyncStep step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        return _actions.TryGetValue(step.Name, out var action)
            ? OpenActionAsync(action, cancellationToken)
            : throw new ArgumentException($"'{step.Name}' is not a step of this source.", nameof(step));
    }

    /// <inheritdoc/>
    /// <remarks>The groups of channels, movies and series are their categories; other steps have none.</remarks>
    public IAsyncEnumerable<SourceBody>? OpenGroupsAsync(SyncStep step, IReadOnlyCollection<string>? groups, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        return CategoriesOf(step.Name) is { } categories
            ? new CategoryBodies(_api, _actions[step.Name], _actions[categories.Name], categories.Format).OpenAsync(groups, cancellationToken)
            : null;
    }

    /// <summary>Asks for the seasons and episodes of one series: one request, which a whole catalog is not worth.</summary>
    /// <param name="seriesId">Id of the series.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The details; empty where the provider knows none.</returns>
    /// <exception cref="SourceException">The provider cannot be asked, or answers something else.</exception>
    public async Task<SeriesDetails> GetSeriesDetailsAsync(long seriesId, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seriesId);
        var query = string.Create(CultureInfo.InvariantCulture, $"&action=get_series_info&series_id={seriesId}");
        var answer = await _api.ReadAsync(query, cancellationToken).ConfigureAwait(false);
        using var document = JsonDocuments.Parse(answer);
        return _details.Read(seriesId, document.RootElement);
    }

    /// <summary>Ends the HTTP client, where the source made it.</summary>
    public void Dispose() => _ownClients?.Dispose();

    /// <summary>The provider's host and port, and nothing of the account.</summary>
    public override string ToString() => $"Xtream {_account}";

    private SyncStep? CategoriesOf(string step)
    {
        var categories = step switch
        {
            Datasets.Channels => Datasets.ChannelCategories,
            Datasets.Movies => Datasets.MovieCategories,
            Datasets.Series => Datasets.SeriesCategories,
            _ => null,
        };
        return Steps.FirstOrDefault(candidate => candidate.Name == categories);
    }

    private SyncStep AddStep(string name, string action, XtreamFormat format)
    {
        _actions.Add(name, action);
        return new SyncStep(name, format);
    }

    private async IAsyncEnumerable<SourceBody> OpenActionAsync(
        string action,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var body = await _api.GetAsync($"&action={action}", cancellationToken).ConfigureAwait(false);
        yield return body.ToBody();
    }
}
