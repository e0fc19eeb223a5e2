using DataflowSync.Server.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DataflowSync.Server.Monitoring;

/// <summary>Says how it stands: a word, and for who has the key what is wrong, with the names of profiles, a line each.</summary>
internal sealed class ReadyAnswer(KeyHolders holders)
{
    public Task WriteAsync(HttpContext context, HealthReport report)
    {
        var problems = holders.Include(context)
            ? report.Entries.Values.Select(check => check.Description).Where(description => !string.IsNullOrEmpty(description))
            : [];
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(string.Join('\n', problems.Prepend($"{report.Status}")), context.RequestAborted);
    }
}
