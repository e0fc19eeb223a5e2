using System.CommandLine;

namespace DataflowSync.Perf.Growth;

/// <summary><c>growth</c>.</summary>
internal static class GrowthCommand
{
    public static Command Create()
    {
        var unit = new Option<int>("--unit") { Description = "Movies of the smallest catalog; the others are 2, 5 and 10 times as large.", HelpName = "N", DefaultValueFactory = _ => 100_000 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds.", HelpName = "N", DefaultValueFactory = _ => 3 };
        var command = new Command("growth", "Measures what a further item costs in a small and in a large catalog.") { unit, rounds };
        command.SetAction((result, cancellationToken) => new GrowthRun(result.GetValue(unit), result.GetValue(rounds)).RunAsync(cancellationToken));
        return command;
    }
}
