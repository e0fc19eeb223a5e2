using System.Globalization;
using DataflowSync.Testing.Faults;
using DataflowSync.Testing.Records;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace DataflowSync.Testing.Http;

/// <summary>Answers the requests to <c>player_api.php</c>.</summary>
internal sealed class PlayerApi(
    FakeProviderOptions options, FakeCatalog catalog, FakeAccount account, FakeFaults faults, RequestLog log, CancellationToken stopping)
    : IHttpApplication<HttpContext>
{
    private const string ApiPath = "/player_api.php";

    private readonly AccountAnswers _account = new(options);
    private readonly DetailAnswers _details = new(options, catalog);
    private readonly Responder _responder = new(options, log);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        Dictionary<string, string> parameters;
        try
        {
            parameters = await ReadParametersAsync(context.Request, ended.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidDataException)
        {
            context.Abort();
            return;
        }

        HttpRequest request = context.Request;
        string? action = parameters.GetValueOrDefault("action") is { Length: > 0 } named ? named : null;
        bool served = request.Path == ApiPath && (HttpMethods.IsGet(request.Method) || HttpMethods.IsPost(request.Method));
        string? target = action is null ? Fault.AccountCheck : catalog.ForAction(action)?.Name;
        Fault? fault = served ? faults.Take(target, parameters.GetValueOrDefault("category_id")) : null;
        FakeRequest entry = log.Add(new FakeRequest
        {
            Sequence = 0,
            Path = request.Path,
            Action = action,
            Parameters = parameters,
            UserAgent = request.Headers.UserAgent.ToString(),
            StartedAt = options.TimeProvider.GetUtcNow(),
            Fault = fault,
        });
        await _responder.RespondAsync(context, entry, Choose, fault, ended.Token).ConfigureAwait(false);

        Answer Choose() => fault switch
        {
            { Kind: FaultKind.Status, StatusCode: 204 or 304 } => Answer.Empty(fault.StatusCode),
            { Kind: FaultKind.Status } => Answer.Page(fault.StatusCode) with { RetryAfter = fault.RetryAfter },
            { Kind: FaultKind.Body } => new Answer(200, fault.ContentType, () => new FixedBody(fault.Content)),
            _ when request.Path != ApiPath => Answer.Page(404),
            _ when !served => Answer.Empty(405),
            _ => Serve(action, parameters, context.Connection.LocalPort),
        };
    }

    private static async Task<Dictionary<string, string>> ReadParametersAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        foreach ((string name, StringValues values) in request.Query)
        {
            parameters[name] = values[^1] ?? string.Empty;
        }

        if (request.HasFormContentType)
        {
            foreach ((string name, StringValues values) in await request.ReadFormAsync(cancellationToken).ConfigureAwait(false))
            {
                parameters[name] = values[^1] ?? string.Empty;
            }
        }

        return parameters;
    }

    private Answer Serve(string? action, Dictionary<string, string> parameters, int port)
    {
        FakeAccount.State state = account.Read();
        bool known = parameters.GetValueOrDefault("username") == options.Username && parameters.GetValueOrDefault("password") == options.Password;
        if (!known || !state.Authorized)
        {
            return AccountAnswers.Refused();
        }

        if (state.Status == FakeAccountStatus.Active)
        {
            if (catalog.ForAction(action) is { } list)
            {
                return ServeList(list, CategoryFilter(parameters.GetValueOrDefault("category_id")));
            }

            switch (action)
            {
                case "get_series_info":
                    return _details.Series(parameters.GetValueOrDefault("series_id"));
                case "get_vod_info":
                    return _details.Movie(parameters.GetValueOrDefault("vod_id"));
            }
        }

        // Unknown actions, and all actions of an account that is not active, get what the account check gets.
        return _account.Describe(state, port);
    }

    private Answer ServeList(FakeList list, int category)
    {
        // Taken once: measuring and sending see the same list.
        ListState state = list.Snapshot();
        return new Answer(200, "application/json", () => list.Open(state, category, options.NumbersAsStrings));
    }

    /// <summary>Panels read the filter as an integer; what is none means no filter.</summary>
    private static int CategoryFilter(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int category) ? category : 0;
}
