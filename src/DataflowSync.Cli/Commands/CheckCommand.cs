using System.CommandLine;
using DataflowSync.Cli.Options;
using DataflowSync.Cli.Output;
using DataflowSync.Xtream;

namespace DataflowSync.Cli.Commands;

/// <summary><c>check</c>: the account check alone.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var provider = new ProviderOptions();
        var command = new Command("check", """
            Asks the provider whether the account may be used; fetches nothing.

            Example:
              DATAFLOWSYNC_PASSWORD=secret dataflowsync check --url http://host:8080 --username me
            """);
        provider.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var options = provider.Options(result);
            using var source = XtreamSource.Create(await provider.AccountAsync(result, cancellationToken), options);
            var account = await source.CheckAsync(cancellationToken);
            var expires = account?.ExpiresAt is { } at ? $"expires {Times.Text(at)}" : "does not expire";
            var connections = account?.MaxConnections is { } most ? FormattableString.Invariant($", {most} connections") : string.Empty;
            Console.Out.WriteLine($"{account?.Status ?? "Active"}, {expires}{connections}");
            return ExitCodes.Completed;
        });
        return command;
    }
}
