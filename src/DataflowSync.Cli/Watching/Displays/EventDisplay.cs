using System.Text;
using System.Text.Json;
using DataflowSync.Cli.Output;
using DataflowSync.Server.Progress;

namespace DataflowSync.Cli.Watching.Displays;

/// <summary>The events as they come, one JSON object a line, for programs.</summary>
internal sealed class EventDisplay(TextWriter output, TextWriter errors) : IWatchDisplay
{
    private readonly Notices _notices = new(errors);

    public ValueTask ConnectedAsync(ServerView view)
    {
        _notices.Connected(view);
        return ValueTask.CompletedTask;
    }

    public ValueTask ProfilesAsync(ServerView view) => ValueTask.CompletedTask;

    public async ValueTask RunAsync(ServerView view, LiveRun run, string json) => await output.WriteLineAsync(OneLine(json));

    public ValueTask LostAsync(ServerView view, TimeSpan wait)
    {
        _notices.Lost(view, wait);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => PipeEnd.CloseAsync(output);

    /// <summary>The same object in one line, and nothing in it that a terminal would obey.</summary>
    private static string OneLine(string json)
    {
        using var document = JsonDocument.Parse(json);
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = ReportJson.Compact.Encoder }))
        {
            document.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length);
    }
}
