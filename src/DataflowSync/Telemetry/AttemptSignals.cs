using System.Diagnostics;
using System.Diagnostics.Metrics;
using DataflowSync.Change;
using DataflowSync.Pipeline;

namespace DataflowSync.Telemetry;

/// <summary>
/// Spans, durations and logs of what one attempt does. To be made in the attempt's own flow, before its graph: the spans of
/// the blocks go under what is current there.
/// </summary>
internal sealed class AttemptSignals(SyncStep step, SyncLog log, TimeProvider timeProvider)
{
    private readonly Activity? _attempt = Activity.Current;
    private readonly KeyValuePair<string, object?> _step = new(SignalNames.Step, step.Name);

    /// <summary>Begins fetching a body; to be called inside the fetch stage.</summary>
    public FetchSpan StartFetch() => new(Start("dataflowsync.fetch"), _step, timeProvider);

    /// <summary>The parse stage with a span for each body.</summary>
    public Stage<FetchedBody, StagedRecord[]> Parse(Stage<FetchedBody, StagedRecord[]> stage, StepCounters counters) =>
        async (body, emit, cancellationToken) =>
        {
            using var span = Start("dataflowsync.parse");
            Activity.Current = null; // Whatever is handed on would carry it along, in objects of its own.
            var before = counters.Received;
            try
            {
                await stage(body, emit, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                SyncActivities.SetError(span, ErrorTypes.Of(exception, cancellationToken));
                throw;
            }
            finally
            {
                span?.SetTag(SignalNames.ParseRecords, counters.Received - before);
            }
        };

    /// <summary>The store stage with a span and a duration for each batch.</summary>
    public Func<StagedRecord[], CancellationToken, Task> Store(Func<StagedRecord[], CancellationToken, Task> store) =>
        async (batch, cancellationToken) =>
        {
            using var span = Start("dataflowsync.store_batch");
            span?.SetTag(SignalNames.BatchSize, batch.Length);
            SyncMetrics.BatchSize.Record(batch.Length, _step);
            var duration = await MeasureAsync(span, SyncMetrics.BatchDuration, () => store(batch, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            log.BatchStored(step.Name, batch.Length, duration.TotalMilliseconds);
        };

    /// <summary>Publishes with a span and a duration.</summary>
    public async Task PublishAsync(GenerationChanges changes, Func<Task> publish, CancellationToken cancellationToken)
    {
        using var span = Start("dataflowsync.publish");
        span?.SetTag(SignalNames.PublishItems, changes.Info.Count)
            .SetTag(SignalNames.PublishChanged, changes.ChangedCount)
            .SetTag(SignalNames.PublishRemoved, changes.RemovedCount);
        var duration = await MeasureAsync(span, SyncMetrics.PublishDuration, publish, cancellationToken).ConfigureAwait(false);
        log.Published(step.Name, changes.Info.Count, changes.ChangedCount, changes.RemovedCount, duration.TotalMilliseconds);
    }

    /// <summary>Starts a span under the attempt, for the caller's async method and what it calls.</summary>
    private Activity? Start(string name)
    {
        // Inside a block the current activity is that of whoever woke it: another block's, or one that ended long ago.
        Activity.Current = _attempt is { IsStopped: false } ? _attempt : null;
        return Activity.Current is null ? null : SyncActivities.Start(name, step);
    }

    private async Task<TimeSpan> MeasureAsync(
        Activity? span, Histogram<double> histogram, Func<Task> work, CancellationToken cancellationToken)
    {
        var began = timeProvider.GetTimestamp();
        SyncError? failure = null;
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = ErrorTypes.Of(exception, cancellationToken);
            SyncActivities.SetError(span, failure);
            throw;
        }
        finally
        {
            SyncMetrics.RecordDuration(histogram, timeProvider.GetElapsedTime(began), _step, failure?.Code);
        }

        return timeProvider.GetElapsedTime(began);
    }
}
