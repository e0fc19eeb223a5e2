using System.CommandLine;
using DataflowSync.Perf;
using DataflowSync.Perf.Comparing;
using DataflowSync.Perf.Growth;
using DataflowSync.Perf.Micro;
using DataflowSync.Perf.Overhead;
using DataflowSync.Perf.Pace;
using DataflowSync.Perf.Profiles;
using DataflowSync.Perf.Reading;
using DataflowSync.Perf.Serving;

var channels = Count("--channels", 50_000);
var movies = Count("--movies", 200_000);
var series = Count("--series", 50_000);
var scale = new Command("scale", "Syncs a fake catalog again and again, each time as a process of its own, checks every document and measures.")
{
    channels, movies, series,
};
scale.SetAction((result, cancellationToken) =>
    new ScaleRun(result.GetValue(channels), result.GetValue(movies), result.GetValue(series)).RunAsync(cancellationToken));
var stopped = Count("--movies", 200_000);
var rounds = Count("--rounds", 3);
var stop = new Command("stop", "Interrupts a sync at several moments and measures how long it takes to end with its report printed.") { stopped, rounds };
stop.SetAction((result, cancellationToken) => new StopRun(result.GetValue(stopped), result.GetValue(rounds)).RunAsync(cancellationToken));
var root = new RootCommand("Measures DataflowSync.") { scale, stop };
Command[] commands =
[
    .. CompareCommand.Create(), MicroCommand.Create(), .. ReadersCommand.Create(), GrowthCommand.Create(), .. ProfilesCommand.Create(), .. PaceCommand.Create(),
    .. OverheadCommand.Create(), ServeLoadCommand.Create(),
];
foreach (var command in commands)
{
    root.Add(command);
}

return await root.Parse(args).InvokeAsync();

static Option<int> Count(string name, int defaultValue) => new(name) { HelpName = "N", DefaultValueFactory = _ => defaultValue };
