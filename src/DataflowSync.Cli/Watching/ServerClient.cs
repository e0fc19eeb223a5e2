using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using DataflowSync.Server.Profiles;
using DataflowSync.Server.Reports;

namespace DataflowSync.Cli.Watching;

/// <summary>Asks a server. Everything that comes is bounded in size and time; redirects are not followed, for the key would go along.</summary>
internal sealed class ServerClient : IDisposable
{
    private const int MaxAnswerBytes = 16 << 20;
    private const string Json = "application/json";
    private const string EventStream = "text/event-stream";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;
    private readonly WatchOptions _options;
    private readonly TimeProvider _timeProvider;

    public ServerClient(WatchOptions options, TimeProvider timeProvider)
    {
        (_options, _timeProvider) = (options, timeProvider);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxResponseHeadersLength = 32,
        };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<IReadOnlyList<ProfileDescription>> GetProfilesAsync(CancellationToken cancellationToken) =>
        await GetAsync("api/profiles", Answers.Profiles, cancellationToken) ?? throw Stranger("404");

    /// <returns>The newest first; none of a profile that is gone.</returns>
    public async Task<IReadOnlyList<RunReport>> GetRunsAsync(string profileId, CancellationToken cancellationToken) =>
        await GetAsync($"api/profiles/{profileId}/runs", Answers.Runs, cancellationToken) ?? [];

    public Task<LiveEvents> OpenLiveAsync(CancellationToken cancellationToken) => GuardAsync(async token =>
    {
        var response = await SendAsync("api/live", EventStream, token) ?? throw Stranger("404");
        return new LiveEvents(response, await response.Content.ReadAsStreamAsync(token), _timeProvider);
    }, cancellationToken);

    public void Dispose() => _client.Dispose();

    private Task<T?> GetAsync<T>(string path, Func<ReadOnlySpan<byte>, T> read, CancellationToken cancellationToken)
        where T : class => GuardAsync(async token =>
    {
        using var response = await SendAsync(path, Json, token);
        return response is null ? null : read((await ReadAsync(response, token)).Span);
    }, cancellationToken);

    /// <summary>Sets the deadline, and says in one line what went wrong.</summary>
    private async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, _timeProvider);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await ask(end.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Away("it did not answer in time", exception);
        }
        catch (HttpRequestException exception)
        {
            throw exception.HttpRequestError == HttpRequestError.InvalidResponse ? Stranger("not HTTP") : Away(Reason(exception), exception);
        }
        catch (IOException exception)
        {
            throw Away("the connection broke", exception);
        }
    }

    /// <returns>Null for 404.</returns>
    private async Task<HttpResponseMessage?> SendAsync(string path, string mediaType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_options.Server, path));
        request.Headers.Accept.ParseAdd(mediaType);
        if (_options.ApiKey is { } key)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var status = (int)response.StatusCode;
        var type = response.Content.Headers.ContentType?.MediaType;
        if (status == 200 && string.Equals(type, mediaType, StringComparison.OrdinalIgnoreCase))
        {
            return response;
        }

        response.Dispose();
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound => null,
            HttpStatusCode.Unauthorized => throw new WatchException(
                WatchTrouble.Refused,
                _options.ApiKey is null
                    ? $"{_options.Server} wants a key: give the file that holds it with --api-key-file."
                    : $"{_options.Server} refuses the key of --api-key-file: is it the file the server was started with?"),
            HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => throw Away($"it answers {status}", inner: null),
            HttpStatusCode.OK => throw Stranger($"answered {status}, and not {mediaType}"),
            _ => throw Stranger($"answered {status}"),
        };
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var answer = new MemoryStream();
        var buffer = new byte[64 << 10];
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (answer.Length + count > MaxAnswerBytes)
            {
                throw new WatchException(WatchTrouble.Stranger, $"what answers sends more than {MaxAnswerBytes:N0} bytes, as no DataflowSync server does");
            }

            answer.Write(buffer, 0, count);
        }

        return answer.GetBuffer().AsMemory(0, (int)answer.Length);
    }

    private WatchException Away(string reason, Exception? inner) => new(WatchTrouble.Away, $"no server at {_options.Server}: {reason}", inner);

    private WatchException Stranger(string what) =>
        new(WatchTrouble.Stranger, $"what is at {_options.Server} is no DataflowSync server ({what}): check --url.");

    private static string Reason(HttpRequestException exception) => exception switch
    {
        { HttpRequestError: HttpRequestError.NameResolutionError } => "its name is not known",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => "TLS failed",
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => "connection refused",
        { InnerException: SocketException socket } => $"{socket.SocketErrorCode}",
        _ => "the connection broke",
    };
}
