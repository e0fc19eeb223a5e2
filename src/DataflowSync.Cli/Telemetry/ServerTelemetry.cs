using System.Collections;
using DataflowSync.Cli.Output;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace DataflowSync.Cli.Telemetry;

/// <summary>Exports what the server tells, beside what it keeps for its page and for Prometheus.</summary>
internal sealed class ServerTelemetry : IDisposable
{
    private const string Prefix = "OTEL_";

    private readonly OtlpPlan _plan = OtlpPlan.FromEnvironment();
    private readonly ExportFailures? _failures;

    public ServerTelemetry() => _failures = _plan.IsEmpty ? null : new ExportFailures(() => Warnings.Print(ExportFailures.Warning));

    public void AddTo(WebApplicationBuilder builder)
    {
        if (!_plan.IsEmpty)
        {
            // The server reads no environment; the SDK reads the server's configuration.
            builder.Configuration.AddInMemoryCollection(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value))
                .Where(variable => variable.Key.StartsWith(Prefix, StringComparison.Ordinal)));
            OtlpExport.Add(builder.Services.AddOpenTelemetry(), _plan);
        }
    }

    /// <summary>Sends what is left of a server that has been stopped.</summary>
    public async Task EndAsync(IServiceProvider services)
    {
        if (!_plan.IsEmpty
            && !await ExportEnd.SendAsync(services.GetService<TracerProvider>(), services.GetService<MeterProvider>(), services.GetService<LoggerProvider>()))
        {
            _failures!.Note();
        }
    }

    public void Dispose() => _failures?.Dispose();
}
