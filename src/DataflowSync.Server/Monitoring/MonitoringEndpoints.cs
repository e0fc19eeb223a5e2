using DataflowSync.Server.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace DataflowSync.Server.Monitoring;

/// <summary>Health, metrics and the description of the interface.</summary>
internal static class MonitoringEndpoints
{
    public static void Map(WebApplication app)
    {
        // Those who ask restart, or send traffic: they need no key, and are told a word.
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).WithMetadata(new OpenToAll());
        app.MapHealthChecks("/readyz").WithMetadata(new OpenToAll()).RequireRateLimiting(RequestRates.Checks);
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapOpenApi("/openapi/{documentName}.json");
    }
}
