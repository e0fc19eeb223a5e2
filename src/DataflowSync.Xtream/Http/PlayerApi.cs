using System.Net;
using DataflowSync.Xtream.Replies;

namespace DataflowSync.Xtream.Http;

/// <summary>Asks one provider for one account: <c>player_api.php</c>, one request at a time.</summary>
internal sealed class PlayerApi(
    XtreamAccount account,
    SecretFilter secrets,
    XtreamOptions options,
    IHttpClientFactory clients,
    string clientName,
    XtreamProviders providers,
    TimeProvider time)
{
    /// <summary>Asks, and opens the body of the answer.</summary>
    /// <param name="query">What follows the credentials in the query, escaped; empty for the account check.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="SourceException">There is no answer, or none with status 200.</exception>
    public async Task<ResponseStream> GetAsync(string query, CancellationToken cancellationToken)
    {
        var address = new Uri(
            account.BaseUrl,
            $"player_api.php?username={Uri.EscapeDataString(account.Username)}&password={Uri.EscapeDataString(account.Password)}{query}");
        var redirects = new Redirects(options, secrets, address);
        while (true)
        {
            var turn = await providers.WaitAsync(address, options, cancellationToken).ConfigureAwait(false);
            HttpResponseMessage? response = null;
            var isOpen = false;
            try
            {
                response = await SendAsync(address, turn, cancellationToken).ConfigureAwait(false);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                    var body = new ResponseStream(content, response, turn, options.MaxCompressionRatio);
                    isOpen = true;
                    return body;
                }

                address = Redirects.IsRedirect(response)
                    ? redirects.Follow(address, response)
                    : throw StatusErrors.From(response, isCheck: query.Length == 0, time);
            }
            finally
            {
                if (!isOpen)
                {
                    response?.Dispose();
                    turn.Dispose();
                }
            }
        }
    }

    /// <summary>Asks, and reads a small document whole.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async Task<byte[]> ReadAsync(string query, CancellationToken cancellationToken)
    {
        var body = await GetAsync(query, cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            using var deadline = new CancellationTokenSource(options.HeadersTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            try
            {
                return await BoundedReader.ReadAsync(body, options.MaxDocumentBytes, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw TimedOut("the provider's answer did not end", options.HeadersTimeout);
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, HostTurn turn, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.HeadersTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("User-Agent", account.UserAgent ?? options.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", ContentDecoder.Accepted);
        using var client = clients.CreateClient(clientName);
        try
        {
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            turn.Report(isUp: (int)response.StatusCode is < 500 or >= 600);
            return response;
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            turn.Report(isUp: false);
            throw deadline.IsCancellationRequested
                ? TimedOut("the provider did not answer", options.HeadersTimeout)
                : TimedOut("no connection to the provider", options.ConnectTimeout);
        }
        catch (HttpRequestException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            turn.Report(isUp: exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded);
            throw TransportErrors.From(exception);
        }
    }

    private static SourceException TimedOut(string what, TimeSpan limit) => new(
        SyncErrorCode.Timeout,
        FormattableString.Invariant($"{what} within {limit.TotalSeconds:0.###} s"));
}
