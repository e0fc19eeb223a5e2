using System.CommandLine;
using DataflowSync.Cli.Options;
using DataflowSync.Cli.Output;
using DataflowSync.Cli.Telemetry;
using DataflowSync.Cli.Tracing;
using DataflowSync.Xtream;

namespace DataflowSync.Cli.Commands;

/// <summary><c>sync</c>: one run.</summary>
internal static class SyncCommand
{
    public static Command Create()
    {
        var provider = new ProviderOptions();
        var catalog = new CatalogOptions();
        var run = new RunOptionSet();
        var display = new DisplayOptions();
        var trace = new Option<string?>("--trace-file") { Description = "Write ended spans here, one JSON object a line.", HelpName = "FILE" }.NotBlank();
        var command = new Command("sync", """
            Brings a provider's catalog into the store.

            Examples:
              DATAFLOWSYNC_PASSWORD=secret dataflowsync sync --url http://host:8080 --username me --profile home --data catalogs
              dataflowsync sync --url http://host --username me --password-stdin --profile home --steps movies --json < password.txt
              dataflowsync sync --url http://host --username me --profile home --categories movies=12,15 --accept-shrink=movies
              dataflowsync sync --url "http://host/get.php?username=me&password=secret&type=m3u_plus" --profile home
              OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317 dataflowsync sync …    (traces, metrics and logs by OTLP)
            """);
        provider.AddTo(command);
        catalog.AddTo(command);
        run.AddTo(command);
        display.AddTo(command);
        command.Add(trace);
        command.SetAction(async (result, cancellationToken) =>
        {
            var profile = catalog.Profile(result);
            var store = catalog.OpenStore(result);
            var providerOptions = provider.Options(result);
            var builder = new SyncEngineBuilder().UseStore(store).Configure(settings =>
            {
                run.Apply(result, settings);
                ProviderOptions.LeaveRoom(providerOptions, settings.Retries);
            });
            using var source = XtreamSource.Create(await provider.AccountAsync(result, cancellationToken), providerOptions);
            var options = run.Read(result, source.Steps);
            builder.AddProfile(profile, source);

            // Only now, for a wrong command line must do nothing, and the trace file is emptied.
            await using var telemetry = ToolTelemetry.Start();
            var engine = telemetry?.Build(builder) ?? builder.Build();
            using var traceFile = TraceFile.Open(result.GetValue(trace));

            SyncReport report;
            await using (var progress = display.Create(result))
            {
                report = await SyncRunner.RunAsync(engine, profile, options, progress, cancellationToken);
            }

            await display.PrintAsync(result, report, store);
            return ExitCodes.Of(report.Status);
        });
        return command;
    }
}
