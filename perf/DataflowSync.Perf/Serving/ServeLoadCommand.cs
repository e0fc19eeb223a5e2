using System.CommandLine;

namespace DataflowSync.Perf.Serving;

/// <summary><c>serve-load</c>: many watch and many read while the server syncs.</summary>
internal static class ServeLoadCommand
{
    public static Command Create()
    {
        var seconds = Number("--seconds", 15);
        var clients = Number("--clients", 200);
        var rate = Number("--rate", 2_000);
        var movies = Number("--movies", 100_000);
        var command = new Command("serve-load", "Watches and reads a server while it syncs again and again; measures errors, latencies and memory.")
        {
            seconds, clients, rate, movies,
        };
        command.SetAction((result, cancellationToken) => new ServeLoadRun(
            TimeSpan.FromSeconds(result.GetValue(seconds)), result.GetValue(clients), result.GetValue(rate), result.GetValue(movies)).RunAsync(cancellationToken));
        return command;
    }

    private static Option<int> Number(string name, int defaultValue) => new(name) { HelpName = "N", DefaultValueFactory = _ => defaultValue };
}
