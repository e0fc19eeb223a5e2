using System.CommandLine;
using DataflowSync.Cli.Options;
using DataflowSync.Cli.Watching;

namespace DataflowSync.Cli.Commands;

/// <summary><c>watch</c>: what a running server does, in the terminal.</summary>
internal static class WatchCommand
{
    public static Command Create()
    {
        var watch = new WatchOptionSet();
        var command = new Command("watch", """
            Shows live what a running 'dataflowsync serve' does: each sync with the fill of its graph's blocks, rates, steps, retries and
            errors; profiles with what is held back; the last runs. Into a pipe: a line for each step that ended, retry and end of a run.
            It only looks: Ctrl+C ends it with exit code 0, and the syncs go on.

            Examples:
              dataflowsync watch
              dataflowsync watch --url http://host:8080 --api-key-file key.txt --profile home
              dataflowsync watch --once
              dataflowsync watch --json | jq --unbuffered 'select(.status != "Syncing")'
            """);
        watch.AddTo(command);
        command.SetAction((result, cancellationToken) => WatchRun.RunAsync(watch.Read(result), TimeProvider.System, cancellationToken));
        return command;
    }
}
