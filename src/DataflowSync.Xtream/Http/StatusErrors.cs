using System.Net.Http.Headers;

namespace DataflowSync.Xtream.Http;

/// <summary>What a status other than 200 means: as the answer to the account check, and after a good one.</summary>
internal static class StatusErrors
{
    /// <summary>Panels answer refusals with codes of their own, from here on; 885 means used-up connections.</summary>
    private const int FirstPrivateCode = 600;

    public static SourceException From(HttpResponseMessage response, bool isCheck, TimeProvider time)
    {
        var status = (int)response.StatusCode;
        var (code, message) = status switch
        {
            429 => (SyncErrorCode.RateLimited, "the provider limits the rate of requests (429)"),
            458 or 885 => (SyncErrorCode.ConnectionLimit, $"the account's connections are used up ({status})"),
            >= 300 and < 400 => (SyncErrorCode.Redirect, $"the provider redirects in a way that cannot be followed ({status}); check the URL"),
            401 or 403 or 404 or >= FirstPrivateCode when isCheck =>
                (SyncErrorCode.AuthRejected, $"the provider rejects the account ({status}); check the URL, the user name and the password"),
            401 or 403 or 404 or 454 or 461 or >= FirstPrivateCode =>
                (SyncErrorCode.HttpStatus, $"provider answered {status}; the credentials or the User-Agent may be refused"),
            _ => (SyncErrorCode.HttpStatus, $"provider answered {status}"),
        };
        return new SourceException(new SyncError(code, message, status), ReadRetryAfter(response.Headers.RetryAfter, time));
    }

    private static TimeSpan? ReadRetryAfter(RetryConditionHeaderValue? header, TimeProvider time)
    {
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait is { } past && past < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
