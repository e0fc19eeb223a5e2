using System.Diagnostics;
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

    public override void OnStart(Activity data) => TraceDraft.Begin(data);

    public override void OnEnd(Activity data)
    {
        if (TraceDraft.Of(data) is { } draft && draft.Add(data) is { } ended)
        {
            Keep(ended);
        }
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
