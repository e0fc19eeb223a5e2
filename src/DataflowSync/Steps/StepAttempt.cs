using DataflowSync.Change;
using DataflowSync.Pipeline;
using DataflowSync.Storage;
using DataflowSync.Telemetry;

namespace DataflowSync.Steps;

/// <summary>One try at a step, from the first byte: fetch, parse, batch, store, and publish at the closing bracket.</summary>
/// <param name="context">The step.</param>
/// <param name="groupBodies">The list group by group; null to fetch it as a whole.</param>
internal sealed class StepAttempt(StepContext context, IAsyncEnumerable<SourceBody>? groupBodies = null)
{
    private readonly StepCounters _counters = new();
    private readonly GroupOutcomes _groups = new();
    private readonly AttemptSignals _signals = new(context.Step, context.Run.Log, context.Run.TimeProvider);
    private IReadOnlyList<string> _warnings = [];
    private GenerationInfo? _previous;
    private int _kept;

    private bool IsGrouped => groupBodies is not null;

    /// <summary>Records that would have come for what is kept are counted in, or the next whole list would look grown.</summary>
    private long Received => _counters.Received + _kept;

    public async Task<AttemptResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FetchAndPublishAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SourceException exception)
        {
            return Failed(StepStatus.Failed, exception.Error) with { RetryAfter = exception.RetryAfter };
        }
        catch (StoreException exception)
        {
            return Failed(StepStatus.Failed, new SyncError(SyncErrorCode.StoreError, exception.Message));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Failed(StepStatus.Cancelled, RunErrors.Cancelled);
        }
        catch (Exception exception)
        {
            context.Run.Log.InternalError(exception, context.Step.Name);
            return Failed(StepStatus.Failed, RunErrors.Internal(exception));
        }
    }

    private AttemptResult Failed(StepStatus status, SyncError error) => new(status, _counters)
    {
        Error = error,
        Items = (_previous ?? context.Run.Writer.GetGeneration(context.Step.Name))?.Count ?? 0,
        Warnings = _warnings,
    };

    private async Task<AttemptResult> FetchAndPublishAsync(CancellationToken cancellationToken)
    {
        var generation = await StoreException.WrapAsync(
            async () => await context.Run.Writer.BeginAsync(context.Step, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        try
        {
            _previous = generation.Previous;
            using var spool = await StoreException.WrapAsync(
                () => Task.FromResult(new ItemSpool(generation.CreateScratch())), cancellationToken).ConfigureAwait(false);
            var order = await FetchAsync(generation, spool, cancellationToken).ConfigureAwait(false);
            return Guard(generation, order) is { } held
                ? Held(held)
                : await PublishAsync(generation, spool, order, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await DisposeAsync(generation).ConfigureAwait(false);
        }
    }

    /// <summary>What clearing up meets must not hide how the attempt ended.</summary>
    private async Task DisposeAsync(IGenerationWriter generation)
    {
        try
        {
            await generation.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            context.Run.Log.InternalError(exception, context.Step.Name);
        }
    }

    /// <summary>Runs the graph, then merges what was sent several times.</summary>
    /// <returns>The provider's order.</returns>
    private async Task<RowList> FetchAsync(IGenerationWriter generation, ItemSpool spool, CancellationToken cancellationToken)
    {
        var trustsBytes = !context.Run.Options.Full
            && _previous is { } previous
            && previous.ItemVersion == context.Step.Format.ItemVersion
            && previous.FilterHash == context.Filter.Hash;
        var detector = new ChangeDetector(context.Step.Format, generation.Ledger, spool, context.Filter, _previous is null, trustsBytes, mergesAll: IsGrouped);
        var parser = new RecordParser(context.Step.Format, detector, _counters, _groups, context.Run.Settings, context.Run.TimeProvider, ReportProgress);
        var fetcher = new BodyFetcher(Open, _groups, context.Run.Settings, context.Run.TimeProvider, _counters, _signals);
        var storer = new BatchStorer(generation, spool);
        try
        {
            using var graph = StepGraph.Build(
                fetcher.RunAsync, _signals.Parse(parser.RunAsync, _counters), _signals.Store(storer.RunAsync), context.Run.Settings.BatchSize, cancellationToken);
            context.Run.Progress.BeginGraph(graph.Blocks);
            await context.Run.Gauges.RunAsync(graph, context.Step).ConfigureAwait(false);
        }
        finally
        {
            context.Run.Progress.EndGraph();
            _warnings = IsGrouped ? [.. parser.Warnings, _groups.Describe()] : parser.Warnings;
        }

        if (parser.CompleteBodies == 0)
        {
            throw new SourceException(_groups.LastError ?? new SyncError(SyncErrorCode.EmptyBody, "the source gave nothing to read"));
        }

        if (detector.PendingCount > 0)
        {
            var resolver = new RepeatResolver(context.Step, generation, spool, _counters, IsGrouped ? _groups : null);
            await StoreException.WrapAsync(
                () =>
                {
                    resolver.Resolve(detector.Order, cancellationToken);
                    return Task.CompletedTask;
                },
                cancellationToken).ConfigureAwait(false);
        }

        if (IsGrouped)
        {
            await StoreException.WrapAsync(
                () => Task.FromResult(_kept = detector.KeepUnspokenFor(generation, _groups, cancellationToken)), cancellationToken).ConfigureAwait(false);
        }

        return detector.Order;
    }

    private IAsyncEnumerable<SourceBody> Open(SyncStep step, CancellationToken cancellationToken) =>
        groupBodies ?? context.Run.Source.OpenAsync(step, cancellationToken);

    private GuardRecord? Guard(IGenerationWriter generation, RowList order)
    {
        var summary = new FetchSummary(
            Before: _previous?.Count ?? 0,
            ReceivedBefore: _previous?.Received ?? 0,
            Items: order.Count,
            Received,
            Unusable: order.Count == 0 && _counters.Rejected > 0 && _counters.Filtered == 0,
            FilterChanged: _previous is not null && _previous.FilterHash != context.Filter.Hash,
            HashIds: () => IdSetHash(generation.Ledger, order));
        return context.Guard.Decide(summary, context.HeldBefore, context.AcceptsShrink, context.Run.TimeProvider.GetUtcNow());
    }

    private static ulong IdSetHash(Ledger ledger, RowList order)
    {
        ulong hash = 0;
        for (var position = 0; position < order.Count; position++)
        {
            // A sum does not depend on the order.
            hash += (ulong)ledger.EntryOf(order[position]).Key * 0x9E3779B97F4A7C15UL;
        }

        return hash;
    }

    private AttemptResult Held(GuardRecord held) => new(StepStatus.Guarded, _counters)
    {
        Guard = held,
        Items = _previous?.Count ?? 0,
        Warnings =
        [
            .. _warnings,
            FormattableString.Invariant(
                $"guarded: {held.Count} items were fetched where {_previous?.Count ?? 0} are published; the next fetch like it, or consent, publishes"),
        ],
    };

    private async Task<AttemptResult> PublishAsync(IGenerationWriter generation, ItemSpool spool, RowList order, CancellationToken cancellationToken)
    {
        var (changed, removed) = generation.Ledger.CountChanges();
        AssertConserved(order.Count, removed);
        var info = new GenerationInfo(order.Count, context.Step.Format.ItemVersion, Received, order.Hash(), context.Filter.Hash);
        var isSame = _previous is { } previous
            && changed == 0 && removed == 0 && !generation.Ledger.IsDirty
            && previous with { Received = info.Received } == info;
        if (!isSame)
        {
            var changes = new GenerationChanges(context.Step, info, generation.Ledger, order, spool, changed, removed);
            await _signals.PublishAsync(
                changes,
                () => StoreException.WrapAsync(() => generation.PublishAsync(changes, cancellationToken).AsTask(), cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }

        return new AttemptResult(_groups.AnyFailed ? StepStatus.Partial : StepStatus.Completed, _counters) { Removed = removed, Items = order.Count, Warnings = _warnings };
    }

    /// <summary>Nothing received may get lost: checked at every run, before anything is published.</summary>
    private void AssertConserved(long items, long removed)
    {
        var accounted = _counters.Added + _counters.Updated + _counters.Unchanged
            + _counters.Duplicates + _counters.Rejected + _counters.Filtered;
        var before = _previous?.Count ?? 0;
        if (_counters.Received != accounted || items != before + _counters.Added - removed)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"Counts are not conserved: received {_counters.Received}, accounted {accounted}; before {before}, added {_counters.Added}, removed {removed}, after {items}."));
        }
    }

    private void ReportProgress(FetchedBody body)
    {
        // With several bodies, the length of one says nothing of the whole.
        double? fraction = body is { IsFirst: true, Length: > 0 and { } length } ? (double)_counters.Bytes / length
            : _previous is { Received: > 0 } ? (double)_counters.Received / _previous.Received
            : null;
        context.Run.Progress.Report(_counters.Items, _counters.Bytes, fraction);
    }
}
