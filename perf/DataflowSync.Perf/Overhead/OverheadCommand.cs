using System.CommandLine;

namespace DataflowSync.Perf.Overhead;

/// <summary><c>overhead</c>.</summary>
internal static class OverheadCommand
{
    public static Command Create()
    {
        var movies = new Option<int>("--movies") { Description = "Movies of the catalog.", HelpName = "N", DefaultValueFactory = _ => 200_000 };
        var pairs = new Option<int>("--pairs") { Description = "Pairs of syncs with and without, at least 2.", HelpName = "N", DefaultValueFactory = _ => 10 };
        var command = new Command("overhead", "Measures what telemetry costs the tool: CPU time of syncs with it and without, in pairs.") { movies, pairs };
        command.SetAction((result, cancellationToken) => new OverheadRun(result.GetValue(movies), Math.Max(2, result.GetValue(pairs))).RunAsync(cancellationToken));
        return command;
    }
}
