using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DataflowSync.Server.Catalogs;
using DataflowSync.Server.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DataflowSync.Server.Progress;

/// <summary>Makes streams of progress. Thread-safe.</summary>
internal sealed class ProgressStream
{
    private const string PingType = "ping";

    /// <summary>Silence after which something is sent, so that proxies and clients know the connection lives.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private readonly ICatalogSync _sync;
    private readonly ProgressBoard _board;
    private readonly SharedSnapshots _snapshots;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly TimeProvider _timeProvider;

    public ProgressStream(
        ICatalogSync sync, ProgressBoard board, SharedSnapshots snapshots, IHostApplicationLifetime lifetime, TimeProvider timeProvider, IOptions<JsonOptions> json)
    {
        (_sync, _board, _snapshots, _lifetime, _timeProvider) = (sync, board, snapshots, lifetime, timeProvider);
        var texts = new ServerJson(new JsonSerializerOptions(ServerJson.Default.Options) { Encoder = json.Value.SerializerOptions.Encoder });
        Progress = new EventForm("progress", progress => JsonSerializer.Serialize(ProgressEvent.From(progress), texts.ProgressEvent));
        Live = new EventForm("run", progress => JsonSerializer.Serialize(LiveRun.From(progress), texts.LiveRun));
    }

    /// <summary>Events as the tool prints them.</summary>
    public EventForm Progress { get; }

    /// <summary>Events with all there is to see.</summary>
    public EventForm Live { get; }

    /// <summary>
    /// What is known now, then what comes, until the client goes or the server stops. It begins with an event even where nothing is known, so
    /// that the client sees the stream is open.
    /// </summary>
    /// <param name="profileId">Whose; null for all.</param>
    /// <param name="form">How events are sent.</param>
    /// <param name="cancellationToken">The client is gone.</param>
    public async IAsyncEnumerable<SseItem<string>> WatchAsync(ProfileId? profileId, EventForm form, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _lifetime.ApplicationStopping);
        var events = (profileId is { } id ? _sync.WatchAsync(id, stop.Token) : _sync.WatchAllAsync(stop.Token)).GetAsyncEnumerator(CancellationToken.None);

        // Watched from here on: whatever is not known yet will come.
        var next = events.MoveNextAsync().AsTask();
        try
        {
            var sent = new Dictionary<ProfileId, SyncProgress>();
            foreach (var progress in _board.Last(profileId))
            {
                yield return Item(form, progress, before: null);
                sent[progress.ProfileId] = progress;
            }

            if (sent.Count == 0)
            {
                yield return new SseItem<string>(string.Empty, PingType);
            }

            while (!stop.IsCancellationRequested)
            {
                await ((Task)next.WaitAsync(Heartbeat, _timeProvider, CancellationToken.None)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (!next.IsCompleted)
                {
                    yield return new SseItem<string>(string.Empty, PingType);
                    continue;
                }

                if (!next.IsCompletedSuccessfully || !await next.ConfigureAwait(false))
                {
                    yield break;
                }

                var progress = events.Current;
                next = events.MoveNextAsync().AsTask();
                var before = sent.GetValueOrDefault(progress.ProfileId);
                if (!IsOld(progress, before))
                {
                    sent[progress.ProfileId] = progress;
                    yield return Item(form, progress, before);
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await events.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>What was known at the beginning may come once more.</summary>
    private static bool IsOld(SyncProgress progress, SyncProgress? sent) =>
        sent is not null && sent.RunId == progress.RunId && (sent.Status is not null || progress.Elapsed < sent.Elapsed || ReferenceEquals(progress, sent));

    private SseItem<string> Item(EventForm form, SyncProgress progress, SyncProgress? before)
    {
        if (before is null || Ended(before) != Ended(progress))
        {
            // Who is told that a step has published reads what it published.
            _snapshots.Expire(progress.ProfileId);
        }

        return form.Item(progress);
    }

    private static (string RunId, int Steps) Ended(SyncProgress progress) => (progress.RunId, progress.Steps.Count(step => step.Status is not null));
}
