using System.CommandLine;

namespace DataflowSync.Perf.Reading;

/// <summary><c>readers</c>, and the hidden command of its child.</summary>
internal static class ReadersCommand
{
    public static IEnumerable<Command> Create() => [Readers(), Memory()];

    private static Command Readers()
    {
        var items = Count("--items", 100_000, "Movies of the fake provider.");
        var readers = Count("--readers", 8, "Readers at a time.");
        var syncs = Count("--syncs", 50, "Syncs that publish while they read.");
        var pause = new Option<double>("--pause")
        {
            Description = "Milliseconds a reader waits between two reads; with 0 the readers alone take all there is of the processors.",
            HelpName = "MS",
            DefaultValueFactory = _ => 10,
        };
        var command = new Command("readers", "Browses and finds while syncs publish: checks every row, measures reads and the memory of a snapshot.") { items, readers, syncs, pause };
        command.SetAction((result, cancellationToken) => new ReadersRun(
            result.GetValue(items), result.GetValue(readers), result.GetValue(syncs), TimeSpan.FromMilliseconds(result.GetValue(pause))).RunAsync(cancellationToken));
        return command;
    }

    private static Command Memory()
    {
        var data = new Argument<string>("data");
        var readers = new Argument<int>("readers");
        var command = new Command("snapshot-memory") { data, readers };
        command.Hidden = true;
        command.SetAction((result, cancellationToken) => SnapshotMemoryRun.RunAsync(result.GetRequiredValue(data), result.GetValue(readers), cancellationToken));
        return command;
    }

    private static Option<int> Count(string name, int defaultValue, string description) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => defaultValue };
}
