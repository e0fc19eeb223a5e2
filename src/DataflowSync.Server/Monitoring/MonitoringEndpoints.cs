using DataflowSync.Server.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;

namespace DataflowSync.Server.Monitoring;

/// <summary>Health, metrics and the description of the interface.</summary>
internal static class MonitoringEndpoints
{
    public static void Map(WebApplication app)
    {
        // Those who ask restart, or send traffic: they need no key. Without it they are told a word.
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).WithMetadata(new OpenToAll());
        var ready = app.Services.GetRequiredService<ReadyAnswer>();
        app.MapHealthChecks("/readyz", new HealthCheckOptions { ResponseWriter = ready.WriteAsync }).WithMetadata(new OpenToAll()).RequireRateLimiting(RequestRates.Checks);
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapOpenApi("/openapi/{documentName}.json");
    }
}
