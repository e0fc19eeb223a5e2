using DataflowSync.Cli.Options;

namespace DataflowSync.Cli.Watching.Displays;

/// <summary>Tells of the connection, a line each, apart from what programs read.</summary>
internal sealed class Notices(TextWriter errors)
{
    public void Connected(ServerView view) => errors.WriteLine($"dataflowsync: watching {view.Server}");

    public void Lost(ServerView view, TimeSpan wait) =>
        errors.WriteLine($"dataflowsync: connection lost ({PlainText.Of(view.Lost!.Reason)}), next try in {Durations.Format(wait)}");
}
