using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataflowSync.Cli.Output;
using DataflowSync.Cli.Watching.Screen;
using DataflowSync.Server.Json;
using Spectre.Console;

namespace DataflowSync.Cli.Watching;

/// <summary>Prints how a server stands.</summary>
internal sealed class WatchOnce(ServerClient client, WatchOptions options, TimeProvider timeProvider)
{
    private static readonly ServerJson Json = new(new JsonSerializerOptions(ServerJson.Default.Options) { Encoder = ReportJson.Compact.Encoder });

    /// <summary>A server tells at once of the syncs that go on; one that ended a moment ago may be none of them.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="WatchException">The server cannot be asked.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var reader = new ViewReader(client, options);
        var view = await reader.ReadAsync(new ServerView { Server = options.Server }, cancellationToken);
        reader.CheckProfiles(view.Profiles!);
        view = await AddRunsAsync(view, cancellationToken);
        if (options.Json)
        {
            StandardOutput.WriteLine(Write(view));
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        var lines = WatchScreen.Draw(view, timeProvider.GetUtcNow(), console.Profile.Width, height: null, console.Profile.Capabilities.Unicode);
        console.Write(new Frame(lines, isWholeScreen: false));
    }

    private async Task<ServerView> AddRunsAsync(ServerView view, CancellationToken cancellationToken)
    {
        var syncing = view.Profiles!.Where(profile => profile.IsSyncing).Select(profile => profile.Id).ToHashSet(StringComparer.Ordinal);
        if (syncing.Count == 0)
        {
            return view;
        }

        using var patience = new CancellationTokenSource(Patience, timeProvider);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using var events = await client.OpenLiveAsync(end.Token);
            await foreach (var item in events.ReadAsync(end.Token))
            {
                if (item.EventType == LiveEvents.RunType && Answers.Live(Encoding.UTF8.GetBytes(item.Data)) is var run && syncing.Remove(run.ProfileId))
                {
                    view = view with { Runs = view.Runs.SetItem(run.ProfileId, new WatchedRun(run, timeProvider.GetUtcNow())) };
                }

                if (syncing.Count == 0)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What is known so far has to do.
        }

        return view;
    }

    private static string Write(ServerView view) => new JsonObject
    {
        ["profiles"] = new JsonArray([.. view.Profiles!.Select(profile => JsonSerializer.SerializeToNode(profile, Json.ProfileDescription))]),
        ["runs"] = new JsonArray([.. view.Running.Select(run => JsonSerializer.SerializeToNode(run.Run, Json.LiveRun))]),
    }.ToJsonString(ReportJson.Compact);
}
