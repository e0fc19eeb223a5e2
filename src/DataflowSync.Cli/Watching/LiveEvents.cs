using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace DataflowSync.Cli.Watching;

/// <summary>The events a server sends.</summary>
internal sealed class LiveEvents(HttpResponseMessage response, Stream body, TimeProvider timeProvider) : IDisposable
{
    /// <summary>Type of the events about runs.</summary>
    public const string RunType = "run";

    /// <summary>Errors of a run are a line each and few; everything else of an event is short.</summary>
    private const int MaxEventBytes = 256 << 10;

    /// <summary>A server sends something every 15 s.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    /// <summary>All that come, until the server ends them or is silent.</summary>
    /// <exception cref="WatchException">The connection broke, was silent, or brings no events of a DataflowSync server.</exception>
    public async IAsyncEnumerable<SseItem<string>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var bounded = new BoundedEvents(body, MaxEventBytes);
        await using var events = SseParser.Create(bounded).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(events, cancellationToken))
        {
            yield return events.Current;
        }
    }

    public void Dispose() => response.Dispose();

    private async Task<bool> MoveNextAsync(IAsyncEnumerator<SseItem<string>> events, CancellationToken cancellationToken)
    {
        var next = events.MoveNextAsync().AsTask();
        try
        {
            return await next.WaitAsync(Silence, timeProvider, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw Away($"nothing came for {Silence.TotalSeconds:0} s", exception);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw Away("the connection broke", exception);
        }
        finally
        {
            if (!next.IsCompleted)
            {
                // A read of a body that is gone ends.
                response.Dispose();
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static WatchException Away(string reason, Exception inner) => new(WatchTrouble.Away, reason, inner);
}
