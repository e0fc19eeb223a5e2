using System.Net.ServerSentEvents;

namespace DataflowSync.Perf.Serving;

/// <summary>Watches the progress of all syncs, each on a connection of its own.</summary>
internal sealed class Watchers(Uri address, int clients) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = clients }) { BaseAddress = address };
    private readonly CancellationTokenSource _stop = new();
    private int _open;
    private int _events;

    public Tally Tally { get; } = new();

    public int Events => _events;

    /// <summary>Opens all streams.</summary>
    /// <returns>Ends when all have ended.</returns>
    public async Task<Task> OpenAsync(CancellationToken cancellationToken)
    {
        var all = Task.WhenAll(Enumerable.Range(0, clients).Select(_ => WatchAsync()));
        while (Volatile.Read(ref _open) < clients && !all.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }

        return all;
    }

    public void Stop() => _stop.Cancel();

    public void Dispose()
    {
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            using var response = await _client.GetAsync("/api/progress", HttpCompletionOption.ResponseHeadersRead, _stop.Token);
            response.EnsureSuccessStatusCode();
            await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(_stop.Token)).EnumerateAsync(_stop.Token))
            {
                if (item.EventType == "progress")
                {
                    Interlocked.Increment(ref _events);
                }
                else
                {
                    Interlocked.Increment(ref _open);
                }
            }

            Tally.Failed("ended early");
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It was watched to the end.
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            Tally.Failed(exception.GetType().Name);
        }
    }
}
