using System.Text.Json;
using DataflowSync.Server.Setup;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DataflowSync.Server.Faults;

/// <summary>Makes problems of exceptions. The client is told nothing of those that are not its doing; the log is.</summary>
internal sealed class FaultHandling(RequestDelegate next, ServerLog log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
        catch (Exception exception)
        {
            var (status, detail) = Describe(exception);
            if (status >= StatusCodes.Status500InternalServerError)
            {
                log.RequestFailed(exception, context.Request.Method, RouteOf(context));
            }

            if (context.Response.HasStarted)
            {
                // Half an answer must not look like a whole one.
                context.Abort();
                return;
            }

            context.Response.Clear();
            await Problems.WriteAsync(context, status, detail).ConfigureAwait(false);
        }
    }

    private static (int Status, string Detail) Describe(Exception exception) => exception switch
    {
        RequestException request => (request.Status, request.Message),
        UnknownProfileException => (StatusCodes.Status404NotFound, "There is no such profile, or nothing of it was ever synced."),
        ProfileBusyException => (StatusCodes.Status409Conflict, "The profile is being synced."),
        BadHttpRequestException { InnerException: JsonException json } bad => (bad.StatusCode, Explain(json)),
        BadHttpRequestException bad => (bad.StatusCode, "The request is not as this endpoint asks for it."),
        InvalidDataException => (StatusCodes.Status500InternalServerError, "What is stored is damaged; the next sync fetches it anew."),
        NotSupportedException => (StatusCodes.Status500InternalServerError, "A newer version of this software wrote what is stored."),
        IOException or UnauthorizedAccessException => (StatusCodes.Status500InternalServerError, "The disk could not be used."),
        _ => (StatusCodes.Status500InternalServerError, "This is a defect; the log has more."),
    };

    /// <summary>Where, but not what: it may be a password.</summary>
    private static string Explain(JsonException json) => FormattableString.Invariant(
        $"The body is not the JSON that this endpoint asks for: see line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}.");

    private static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no route";
}
