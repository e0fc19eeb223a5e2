using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace DataflowSync.Server.Tests.Setup;

/// <summary>A stream of progress that is read by a client.</summary>
internal sealed class WatchedStream : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;
    private readonly Action<string> _told;

    private WatchedStream(HttpResponseMessage response, Stream body, Action<string> told)
    {
        _response = response;
        _told = told;
        _events = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();
    }

    /// <summary>The events there were, pings left out.</summary>
    public List<JsonNode> Events { get; } = [];

    public static async Task<WatchedStream> OpenAsync(HttpClient client, string path, Action<string>? told = null)
    {
        var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var stream = new WatchedStream(response, await response.Content.ReadAsStreamAsync(), told ?? (_ => { }));

        // The first event says that it is watched.
        await stream.NextAsync();
        return stream;
    }

    /// <summary>Reads on until a run has ended.</summary>
    /// <returns>How.</returns>
    public async Task<string> EndOfRunAsync()
    {
        while (true)
        {
            Assert.True(await NextAsync().WaitAsync(RunningServer.LongEnough), "the stream ended in the middle of a run");
            if (Events is [.., var last] && last["status"]!.GetValue<string>() is var status and not "Syncing")
            {
                return status;
            }
        }
    }

    /// <summary>Reads to the end of the stream.</summary>
    public async Task EndAsync()
    {
        while (await NextAsync().WaitAsync(RunningServer.LongEnough))
        {
        }
    }

    /// <returns>False at the end.</returns>
    public async Task<bool> NextAsync()
    {
        if (!await _events.MoveNextAsync())
        {
            return false;
        }

        _told(_events.Current.Data);
        if (_events.Current.EventType != "ping")
        {
            Events.Add(JsonNode.Parse(_events.Current.Data)!);
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        await _events.DisposeAsync();
    }
}
