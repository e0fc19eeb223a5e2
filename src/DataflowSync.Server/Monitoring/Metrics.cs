using System.Reflection;
using DataflowSync.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace DataflowSync.Server.Monitoring;

/// <summary>
/// What Prometheus can scrape. Routes are told as patterns, so no profile is in a tag; metrics of outgoing requests, which name the
/// providers' hosts, are left out.
/// </summary>
internal static class Metrics
{
    private static readonly string[] Meters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    public static void Add(IServiceCollection services) => services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.AddService("dataflowsync", serviceVersion: Version).AddEnvironmentVariableDetector())
        .WithMetrics(metrics => metrics
            .AddDataflowSyncInstrumentation()
            .AddMeter(Meters)
            .SetExemplarFilter(ExemplarFilterType.TraceBased)
            .AddPrometheusExporter());

    private static string Version =>
        typeof(Metrics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
