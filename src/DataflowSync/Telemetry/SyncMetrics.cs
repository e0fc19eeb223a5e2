using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using DataflowSync.Pipeline;

namespace DataflowSync.Telemetry;

/// <summary>
/// The metrics of the engine. Recorded once a read, a batch, an attempt, a step or a run, never once an item. Tags are steps,
/// outcomes and codes: no profile, no provider, for those are many and nobody else's business.
/// </summary>
/// <remarks>
/// One meter for the process, not one an engine: an engine has no end at which it could dispose its own, a meter lives until
/// it is disposed, and of observable instruments of the same name exporters keep the last value instead of the sum. So these
/// read all engines, which are held weakly: an engine that is gone leaves nothing behind.
/// </remarks>
internal static class SyncMetrics
{
    private static readonly string[] BlockNames = ["fetch", "parse", "batch", "store"];

    private static readonly ConditionalWeakTable<EngineGauges, object?> Engines = [];

    private static readonly Meter Meter = new(new MeterOptions(SyncEngine.TelemetryName) { Version = SyncActivities.Version });

    // The usual buckets end at 10 s, where a step only begins.
    private static readonly InstrumentAdvice<double> LongWork =
        new() { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800] };

    private static readonly InstrumentAdvice<double> ShortWork =
        new() { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] };

    private static readonly InstrumentAdvice<long> Sizes =
        new() { HistogramBucketBoundaries = [1, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000] };

    private static readonly Histogram<double> RunDuration = Meter.CreateHistogram(
        "dataflowsync.run.duration", "s", "Duration of runs.", tags: null, LongWork);

    private static readonly Histogram<double> StepDuration = Meter.CreateHistogram(
        "dataflowsync.step.duration", "s", "Duration of steps, waits for retries included.", tags: null, LongWork);

    private static readonly Counter<long> Items = Meter.CreateCounter<long>(
        "dataflowsync.items", "{item}", "What became of the records of steps, and items removed.");

    private static readonly Counter<long> FetchIo = Meter.CreateCounter<long>(
        "dataflowsync.fetch.io", "By", "Decoded body bytes, of failed attempts too.");

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "dataflowsync.retries", "{retry}", "Attempts that failed and were followed by another.");

    // Observed, not added up: whoever begins to listen in the middle of a run would see it end, and count -1.
    private static readonly ObservableUpDownCounter<int> ActiveRuns = Meter.CreateObservableUpDownCounter(
        "dataflowsync.run.active", () => Engines.Sum(engine => engine.Key.ActiveRuns), "{run}", "Runs going on.");

    private static readonly ObservableUpDownCounter<long> BlockUsage = Meter.CreateObservableUpDownCounter(
        "dataflowsync.block.usage", () => SumBlocks(block => block.Count()), "{message}", "Messages held by the blocks of running graphs.");

    private static readonly ObservableUpDownCounter<long> BlockLimit = Meter.CreateObservableUpDownCounter(
        "dataflowsync.block.limit", () => SumBlocks(block => block.Capacity), "{message}", "Most messages these blocks hold.");

    private static readonly ObservableGauge<double> LastSuccess = Meter.CreateObservableGauge(
        "dataflowsync.last_success.time", OldestSuccesses, "s", "Unix time of the oldest last success of a step over the profiles.");

    private static readonly ObservableUpDownCounter<int> Profiles = Meter.CreateObservableUpDownCounter(
        "dataflowsync.profiles", CountProfiles, "{profile}", "Profiles by how they stand.");

    public static Histogram<long> BatchSize { get; } = Meter.CreateHistogram(
        "dataflowsync.batch.size", "{item}", "Items in a batch.", tags: null, Sizes);

    public static Histogram<double> BatchDuration { get; } = Meter.CreateHistogram(
        "dataflowsync.batch.duration", "s", "Duration of storing a batch.", tags: null, ShortWork);

    public static Histogram<double> PublishDuration { get; } = Meter.CreateHistogram(
        "dataflowsync.publish.duration", "s", "Duration of publishing a generation.", tags: null, LongWork);

    /// <summary>Lets the observable instruments read an engine for as long as it is in use.</summary>
    public static void Observe(EngineGauges engine) => Engines.Add(engine, value: null);

    public static void AddFetched(int bytes, in KeyValuePair<string, object?> step)
    {
        if (FetchIo.Enabled)
        {
            FetchIo.Add(bytes, step);
        }
    }

    /// <param name="step">Name of the step; null for the account check.</param>
    /// <param name="code">Why the attempt failed.</param>
    public static void AddRetry(string? step, SyncErrorCode code)
    {
        var error = ErrorTag(code);
        if (step is null)
        {
            Retries.Add(1, error);
        }
        else
        {
            Retries.Add(1, new(SignalNames.Step, step), error);
        }
    }

    /// <summary>Records a duration, with <c>error.type</c> where the work failed.</summary>
    public static void RecordDuration(Histogram<double> histogram, TimeSpan duration, in KeyValuePair<string, object?> tag, SyncErrorCode? failure)
    {
        if (failure is { } code)
        {
            histogram.Record(duration.TotalSeconds, tag, ErrorTag(code));
        }
        else
        {
            histogram.Record(duration.TotalSeconds, tag);
        }
    }

    public static void RecordRun(SyncReport report) => RecordDuration(
        RunDuration, report.Duration, new(SignalNames.Result, report.Status.ToString()), ErrorTypes.Of(report)?.Code);

    public static void RecordStep(StepReport report)
    {
        StepDuration.Record(
            report.Duration.TotalSeconds, new(SignalNames.Step, report.Name), new(SignalNames.Result, report.Status.ToString()));
        if (!Items.Enabled)
        {
            return;
        }

        Add("added", report.Added);
        Add("updated", report.Updated);
        Add("unchanged", report.Unchanged);
        Add("removed", report.Removed);
        Add("duplicate", report.Duplicates);
        Add("rejected", report.Rejected);
        Add("filtered", report.Filtered);
        Add("discarded", report.Discarded);

        // Zeros too: a rate that begins with its first reject cannot show it.
        void Add(string outcome, long count) => Items.Add(count, new(SignalNames.Step, report.Name), new(SignalNames.Outcome, outcome));
    }

    private static KeyValuePair<string, object?> ErrorTag(SyncErrorCode code) => new(SignalNames.ErrorType, code.ToString());

    private static IEnumerable<Measurement<long>> SumBlocks(Func<StageBlock, long> value)
    {
        var blocks = Engines.SelectMany(engine => engine.Key.Blocks).ToList();
        return BlockNames.Select(name => new Measurement<long>(
            blocks.Where(block => block.Name == name).Sum(value), new KeyValuePair<string, object?>(SignalNames.Block, name)));
    }

    private static IEnumerable<Measurement<int>> CountProfiles()
    {
        var states = Engines.SelectMany(engine => engine.Key.Profiles).Select(profile => profile.State).ToList();
        return ProfileGauge.States.Select(name => new Measurement<int>(
            states.Count(state => state == name), new KeyValuePair<string, object?>(SignalNames.ProfileState, name)));
    }

    private static IEnumerable<Measurement<double>> OldestSuccesses() => Engines
        .SelectMany(engine => engine.Key.Profiles)
        .SelectMany(profile => profile.Successes)
        .GroupBy(success => success.Key, StringComparer.Ordinal)
        .Select(step => new Measurement<double>(
            step.Min(success => success.Value).ToUnixTimeMilliseconds() / 1000.0, new KeyValuePair<string, object?>(SignalNames.Step, step.Key)));
}
