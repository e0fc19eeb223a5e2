using System.Globalization;
using System.Reflection;
using DataflowSync.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DataflowSync.Cli.Telemetry;

/// <summary>Sends what is asked for by OTLP. Apart from the commands, so that no command loads an SDK that nobody asked for.</summary>
internal static class OtlpExport
{
    private const string LogCategories = "DataflowSync";

    public static void Add(IOpenTelemetryBuilder builder, OtlpPlan plan)
    {
        builder.ConfigureResource(resource => resource.AddService("dataflowsync", serviceVersion: Version).AddEnvironmentVariableDetector());
        if (plan.Traces)
        {
            builder.WithTracing(tracing => tracing.AddDataflowSyncInstrumentation().AddOtlpExporter(OwnSettings(plan, OtlpPlan.TracesSignal)));
        }

        if (plan.Metrics)
        {
            builder.WithMetrics(metrics => metrics
                .AddDataflowSyncInstrumentation()
                .SetExemplarFilter(ExemplarFilterType.TraceBased)
                .AddOtlpExporter(OwnSettings(plan, OtlpPlan.MetricsSignal)));
        }

        if (plan.Logs)
        {
            builder.WithLogging(logging => logging.AddOtlpExporter(OwnSettings(plan, OtlpPlan.LogsSignal)), options => options.IncludeFormattedMessage = true);
            builder.Services.AddLogging(logging => logging
                .AddFilter<OpenTelemetryLoggerProvider>(category: null, LogLevel.None)
                .AddFilter<OpenTelemetryLoggerProvider>(LogCategories, LogLevel.Information));
        }
    }

    /// <summary>The SDK reads what is for all signals; what is for one of them is read here.</summary>
    private static Action<OtlpExporterOptions> OwnSettings(OtlpPlan plan, string signal) => options =>
    {
        if (plan.Own(signal, "ENDPOINT") is { } endpoint)
        {
            options.Endpoint = new Uri(endpoint);
        }

        if (plan.Own(signal, "PROTOCOL") is { } protocol)
        {
            options.Protocol = protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        }

        options.Headers = plan.Own(signal, "HEADERS") ?? options.Headers;
        if (int.TryParse(plan.Own(signal, "TIMEOUT"), CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0)
        {
            options.TimeoutMilliseconds = milliseconds;
        }
    };

    private static string Version =>
        typeof(OtlpExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
