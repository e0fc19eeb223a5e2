using System.ComponentModel.DataAnnotations;
using DataflowSync.Cli.Telemetry;
using DataflowSync.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace DataflowSync.Cli.Serving;

/// <summary>Runs the server until a signal comes. Apart from the command, so that no other command loads a web server.</summary>
internal static class ServerRun
{
    /// <returns>0 where it was stopped, which is how a server ends; 1 where it ended by itself.</returns>
    /// <exception cref="UsageException">The server cannot be as it is asked for.</exception>
    public static async Task<int> RunAsync(string data, string[] urls, string? apiKeyFile, string? config, CancellationToken cancellationToken)
    {
        using var telemetry = new ServerTelemetry();
        await using var server = Create(new ServerOptions { DataDirectory = data, Urls = urls, ApiKeyFile = apiKeyFile, ConfigDirectory = config }, telemetry);
        await server.StartAsync(cancellationToken);
        foreach (var url in server.Urls)
        {
            Console.Out.WriteLine(url);
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, server.Lifetime.ApplicationStopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await server.StopAsync(CancellationToken.None);
        await telemetry.EndAsync(server.Services);
        return cancellationToken.IsCancellationRequested ? ExitCodes.Completed : ExitCodes.Failed;
    }

    private static WebApplication Create(ServerOptions options, ServerTelemetry telemetry)
    {
        try
        {
            return DataflowServer.Build(options, configure: null, builder =>
            {
                AddLog(builder.Logging);
                telemetry.AddTo(builder);
            });
        }
        catch (ValidationException exception)
        {
            throw new UsageException($"--data, --urls, --api-key-file or --config: {exception.Message}");
        }
    }

    /// <summary>On standard error, a line an event. Of the framework only what went wrong: it prints no address then.</summary>
    private static void AddLog(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss'Z' ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.AddFilter("Microsoft", LogLevel.Error).AddFilter("System", LogLevel.Error).AddFilter("DataflowSync", LogLevel.Information);

        // Where it cannot start, the command says why.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical);
    }
}
