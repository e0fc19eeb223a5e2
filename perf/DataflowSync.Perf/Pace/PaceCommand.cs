using System.CommandLine;

namespace DataflowSync.Perf.Pace;

/// <summary><c>pace</c>, and the hidden command of its child.</summary>
internal static class PaceCommand
{
    public static IEnumerable<Command> Create() => [Pace(), Provider()];

    private static Command Pace()
    {
        var items = Count("--items", 1_000_000, "Movies of the fake provider.");
        var speed = Count("--megabytes", 20, "Megabytes a second that it sends.");
        var rounds = Count("--rounds", 1, "Rounds.");
        var command = new Command("pace", "Measures how long after the last byte of a slow provider its list is published.") { items, speed, rounds };
        command.SetAction((result, cancellationToken) =>
            new PaceRun(result.GetValue(items), result.GetValue(speed), result.GetValue(rounds)).RunAsync(cancellationToken));
        return command;
    }

    private static Command Provider()
    {
        var items = new Argument<int>("items");
        var speed = new Argument<int>("megabytes");
        var command = new Command("paced-provider") { items, speed };
        command.Hidden = true;
        command.SetAction((result, cancellationToken) => PacedProviderRun.RunAsync(result.GetValue(items), result.GetValue(speed), cancellationToken));
        return command;
    }

    private static Option<int> Count(string name, int defaultValue, string description) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => defaultValue };
}
