using System.CommandLine;
using DataflowSync.Cli.Options;
using DataflowSync.Cli.Serving;

namespace DataflowSync.Cli.Commands;

/// <summary><c>serve</c>: profiles, syncs and catalogs over HTTP.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var catalog = new CatalogOptions();
        var urls = new Option<string>("--urls")
        {
            Description = "Addresses to listen on, with commas between. Any but loopback needs --api-key-file.",
            HelpName = "URL,URL…",
            DefaultValueFactory = _ => "http://127.0.0.1:8080",
        }.NotBlank();
        var key = new Option<string?>("--api-key-file")
        {
            Description = "File with the key that clients have to send: at least 32 characters, chmod 600.",
            HelpName = "FILE",
        }.NotBlank();
        var config = new Option<string?>("--config")
        {
            Description = "Directory of the profiles with their encrypted passwords, outside the catalogs; DIR-config if not given.",
            HelpName = "DIR",
        }.NotBlank();
        var command = new Command("serve", """
            Serves profiles, syncs with live progress, and catalogs over HTTP until it is stopped; syncs by schedule. The addresses it
            listens on are printed; /openapi/v1.json describes what they offer.

            Examples:
              dataflowsync serve --data catalogs
              dataflowsync serve --urls http://127.0.0.1:9000,http://[::1]:9000
              (umask 077; openssl rand -hex 32 > key.txt); dataflowsync serve --urls http://0.0.0.0:8080 --api-key-file key.txt
              OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317 dataflowsync serve    (traces, metrics and logs by OTLP)
            """);
        catalog.AddStoreTo(command);
        command.Add(urls);
        command.Add(key);
        command.Add(config);
        command.SetAction((result, cancellationToken) => ServerRun.RunAsync(
            catalog.DataDirectory(result),
            result.GetRequiredValue(urls).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            result.GetValue(key),
            result.GetValue(config),
            cancellationToken));
        return command;
    }
}
