using DataflowSync.Cli.Output;
using OpenTelemetry;

namespace DataflowSync.Cli.Telemetry;

/// <summary>Exports what the engine of a command tells. Disposing it sends what is left, so the report has to be printed before.</summary>
internal sealed class ToolTelemetry : IAsyncDisposable
{
    private readonly ExportFailures _failures = new();
    private readonly OpenTelemetrySdk _sdk;
    private SyncEngine? _engine;

    private ToolTelemetry(OtlpPlan plan) => _sdk = OpenTelemetrySdk.Create(builder => OtlpExport.Add(builder, plan));

    /// <returns>Null where the environment asks for nothing.</returns>
    public static ToolTelemetry? Start() => OtlpPlan.FromEnvironment() is { IsEmpty: false } plan ? new ToolTelemetry(plan) : null;

    /// <summary>Builds the engine with its log exported. It lives until the last metrics are sent: they read it.</summary>
    public SyncEngine Build(SyncEngineBuilder builder) => _engine = builder.UseLogging(_sdk.GetLoggerFactory()).Build();

    public async ValueTask DisposeAsync()
    {
        if (await ExportEnd.SendAsync(_sdk.TracerProvider, _sdk.MeterProvider, _sdk.LoggerProvider))
        {
            // Otherwise it would wait again for what has been given up.
            _sdk.Dispose();
        }
        else
        {
            _failures.Note();
        }

        GC.KeepAlive(_engine);
        if (_failures.Any)
        {
            Warnings.Print(ExportFailures.Warning);
        }

        _failures.Dispose();
    }
}
