using System.Diagnostics;
using System.Runtime.CompilerServices;
using DataflowSync.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace DataflowSync.Server.Traces;

/// <summary>Keeps the spans of the last runs, to be looked at where no other backend is. Bounded, in memory. Thread-safe.</summary>
internal sealed class RunTraces : BaseProcessor<Activity>
{
    /// <summary>About half a kilobyte each.</summary>
    private const int MaxSpans = 20_000;

    private readonly Lock _lock = new();

    /// <summary>By the span of a run that goes on: gone with it, however it ends.</summary>
    private readonly ConditionalWeakTable<Activity, TraceDraft> _drafts = [];
    private readonly LinkedList<RunTrace> _ended = new();
    private int _spans;

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<RunTraces>();
        services.AddOpenTelemetry().WithTracing(tracing => tracing
            .AddDataflowSyncInstrumentation()
            .AddProcessor(provider => provider.GetRequiredService<RunTraces>()));
    }

    /// <returns>The trace of a run; null where none is kept: it goes on, or others came after it.</returns>
    public RunTrace? Find(ProfileId profileId, string runId)
    {
        lock (_lock)
        {
            return _ended.FirstOrDefault(trace => trace.RunId == runId && trace.ProfileId == profileId.Value);
        }
    }

    public override void OnStart(Activity data)
    {
        if (TraceDraft.IsRun(data))
        {
            _drafts.Add(data, new TraceDraft(data.StartTimeUtc));
        }
    }

    public override void OnEnd(Activity data)
    {
        if (DraftOf(data)?.Add(data) is { } ended)
        {
            Keep(ended);
        }
    }

    /// <returns>The draft of the run that a span belongs to; null where there is none.</returns>
    private TraceDraft? DraftOf(Activity span)
    {
        for (var above = span; above is not null; above = above.Parent)
        {
            if (_drafts.TryGetValue(above, out var draft))
            {
                return draft;
            }
        }

        return null;
    }

    private void Keep(RunTrace trace)
    {
        lock (_lock)
        {
            _ended.AddLast(trace);
            _spans += trace.Spans.Count;
            while (_spans > MaxSpans)
            {
                _spans -= _ended.First!.Value.Spans.Count;
                _ended.RemoveFirst();
            }
        }
    }
}
