using System.CommandLine;
using DataflowSync.Perf.Measuring;
using DataflowSync.Xtream;

namespace DataflowSync.Perf.Overhead;

/// <summary><c>overhead</c>, and the hidden command of its child.</summary>
internal static class OverheadCommand
{
    public const string Warm = "overhead-warm";

    public static IEnumerable<Command> Create() => [Overhead(), Child()];

    private static Command Overhead()
    {
        var movies = new Option<int>("--movies") { Description = "Movies of the catalog.", HelpName = "N", DefaultValueFactory = _ => 200_000 };
        var pairs = new Option<int>("--pairs") { Description = "Pairs of syncs with and without, at least 2.", HelpName = "N", DefaultValueFactory = _ => 10 };
        var command = new Command("overhead", "Measures what telemetry costs: CPU time of syncs with it and without, in pairs.") { movies, pairs };
        command.SetAction((result, cancellationToken) => new OverheadRun(result.GetValue(movies), Math.Max(2, result.GetValue(pairs))).RunAsync(cancellationToken));
        return command;
    }

    private static Command Child()
    {
        var url = new Option<string>("--url") { Required = true };
        var username = new Option<string>("--username") { Required = true };
        var pairs = new Option<int>("--pairs");
        var command = new Command(Warm) { url, username, pairs };
        command.Hidden = true;
        command.SetAction((result, cancellationToken) => new WarmRun(
            XtreamAccount.FromLink(result.GetRequiredValue(url), result.GetRequiredValue(username), Environment.GetEnvironmentVariable(ContenderRun.PasswordVariable)),
            result.GetValue(pairs)).RunAsync(cancellationToken));
        return command;
    }
}
