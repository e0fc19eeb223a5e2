using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text;
using DataflowSync.Telemetry;
using DataflowSync.Tests.Engine;
using Microsoft.Extensions.Logging;

namespace DataflowSync.Tests.Telemetry;

/// <summary>What is emitted and what is documented are the same, in both directions.</summary>
[Collection(SignalTests.Name)]
public sealed class DocumentationTests
{
    private static readonly DocumentedSignals Documented = new();

    [Fact]
    public async Task Every_span_attribute_metric_tag_and_log_event_is_documented_and_every_documented_one_is_emitted()
    {
        await using var harness = new SignalHarness(
            steps: [new SyncStep("things", new ThingFormat()), new SyncStep("broken", new UpperCaseFormat(1))]);

        await MeetEverythingAsync(harness);

        AssertSpans(harness.Heard);
        AssertEvents(harness.Heard);
        AssertLogs(harness.Log);
        AssertMetrics(harness.Heard);
    }

    [Fact]
    public void Every_log_event_there_is_has_an_id_of_its_own_and_is_documented()
    {
        var events = typeof(SyncLog).GetMethods()
            .Select(method => (Name: method.Name, Attribute: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(method => method.Attribute is not null)
            .ToList();

        AssertSame(
            Documented.Table("id").Select(row => $"{row[0]} {row[1].Trim('`')} {row[2]}"),
            events.Select(method => $"{method.Attribute!.EventId} {method.Name} {method.Attribute.Level}"));
        Assert.Equal(events.Count, events.Select(method => method.Attribute!.EventId).Distinct().Count());
    }

    private static void AssertSpans(SignalRecorder heard)
    {
        AssertSame(
            Documented.Table("span").SelectMany(row => DocumentedSignals.Codes(row[2]).Select(attribute => $"{row[0].Trim('`')}: {attribute}")),
            heard.Ended.SelectMany(span => span.TagObjects.Select(tag => $"{span.OperationName}: {tag.Key}")));
        AssertSame(
            Documented.Table("attribute").Select(row => row[0].Trim('`')),
            heard.Ended.SelectMany(span => span.TagObjects.Concat(span.Events.SelectMany(moment => moment.Tags))).Select(tag => tag.Key));
    }

    private static void AssertEvents(SignalRecorder heard)
    {
        var events = heard.Ended.SelectMany(span => span.Events.Select(moment => (Span: span.OperationName, moment.Name, moment.Tags))).ToList();
        AssertSame(
            Documented.Table("event").SelectMany(row => DocumentedSignals.Codes(row[1]).Select(span => $"{span}: {row[0].Trim('`')}")),
            events.Select(moment => $"{moment.Span}: {moment.Name}"));
        AssertSame(
            Documented.Table("event").SelectMany(row => DocumentedSignals.Codes(row[2]).Select(attribute => $"{row[0].Trim('`')}: {attribute}")),
            events.SelectMany(moment => moment.Tags.Select(tag => $"{moment.Name}: {tag.Key}")));
    }

    private static void AssertMetrics(SignalRecorder heard)
    {
        AssertSame(
            Documented.Table("metric").Select(row => $"{row[0].Trim('`')} is a {row[1]} in {row[2].Trim('`')}"),
            heard.Measurements.Select(measured => $"{measured.Name} is a {Kind(measured.Instrument)} in {measured.Instrument.Unit}"));
        AssertSame(
            Documented.Table("metric").SelectMany(row => DocumentedSignals.Codes(row[3]).Select(tag => $"{row[0].Trim('`')}: {tag}")),
            heard.Measurements.SelectMany(measured => measured.Tags.Keys.Select(tag => $"{measured.Name}: {tag}")));
        foreach (var tag in new[] { "dataflowsync.item.outcome", "dataflowsync.block", "dataflowsync.profile.state" })
        {
            AssertSame(Documented.ValuesOf(tag), heard.Measurements.Select(measured => measured.Tag(tag)).OfType<string>());
        }

        Assert.All(heard.Measurements, measured => Assert.False(string.IsNullOrEmpty(measured.Instrument.Meter.Version)));
        Assert.All(
            heard.Measurements.Where(measured => measured.Tags.ContainsKey("error.type")),
            measured => Assert.True(Enum.TryParse<SyncErrorCode>(measured.Tag("error.type"), out _)));
    }

    private static void AssertLogs(RecordingLogger log)
    {
        AssertSame(
            Documented.Table("id").Select(row => $"{row[0]} {row[1].Trim('`')} {row[2]}"),
            log.Lines.Select(line => $"{line.Event.Id} {line.Event.Name} {line.Level}"));
        Assert.All(log.Lines, line => Assert.InRange(line.Event.Id, 100, 119));
        Assert.Equal(SyncEngine.TelemetryName, Assert.Single(log.Categories));
    }

    private static string Kind(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        return type[..type.IndexOf('`', StringComparison.Ordinal)] switch
        {
            "Histogram" => "histogram",
            "Counter" => "counter",
            "ObservableUpDownCounter" => "observable up-down counter",
            "ObservableGauge" => "observable gauge",
            var other => other,
        };
    }

    private static void AssertSame(IEnumerable<string> documented, IEnumerable<string> emitted) => Assert.Equal(
        documented.Distinct().Order(StringComparer.Ordinal), emitted.Distinct().Order(StringComparer.Ordinal));

    /// <summary>Success, retry, reject, guard, failure, defect, cancellation, and every failure of the store.</summary>
    private static async Task MeetEverythingAsync(SignalHarness harness)
    {
        var source = harness.Source;
        var things = Thing.List(Thing.Range(1, 100));

        harness.Store.FailsInsert = true;
        Assert.Equal(SyncErrorCode.StoreError, (await harness.SyncAsync(things)).Steps[0].Error!.Code);
        harness.Store.FailsInsert = false;
        harness.Store.FailsPublish = true;
        Assert.Equal(SyncErrorCode.StoreError, (await harness.SyncAsync(things)).Steps[0].Error!.Code);
        harness.Store.FailsPublish = false;

        Assert.Equal(2, (await harness.SyncAsync(things[..^9], things)).Steps[0].Attempts);
        Assert.Equal(1, (await harness.SyncAsync($"[{{\"name\":\"no id\"}},{things[1..]}")).Steps[0].Rejected);
        Assert.Equal(StepStatus.Guarded, (await harness.SyncAsync("[]")).Steps[0].Status);

        source.Answer("things", _ => new PacedStream(Encoding.UTF8.GetBytes(things), 50, _ => throw new IOException("reset")));
        Assert.Equal(SyncStatus.Failed, (await harness.SyncAsync()).Status);

        source.Answer("broken", "[{\"id\":\"no number\"}]");
        var defect = await harness.Sync.RunAsync(SignalHarness.Home, new RunOptions { Steps = ["broken"] });
        Assert.Equal(SyncErrorCode.Internal, defect.Steps[0].Error!.Code);

        var silent = new SilentStream("[{\"id\":1}"u8.ToArray());
        source.Answer("things", _ => silent);
        var cancelled = harness.SyncAsync();
        await silent.Reading.WaitAsync(SignalHarness.LongEnough);
        harness.Sync.TryCancel(SignalHarness.Home);
        Assert.Equal(SyncStatus.Cancelled, (await cancelled.WaitAsync(SignalHarness.LongEnough)).Status);

        await MeetDiskFailuresAsync(harness, things);

        harness.Store.FailsOpening = true;
        Assert.Equal(SyncErrorCode.StoreError, (await harness.SyncAsync(things)).Error!.Code);
        harness.Store.FailsOpening = false;

        source.Check = _ => throw new SourceException(SyncErrorCode.Network, "connection refused");
        harness.Store.FailsSave = true;
        harness.Store.FailsClosing = true;
        Assert.Equal(SyncErrorCode.Network, (await harness.SyncAsync(new ThrowingListener(), things)).Error!.Code);

        var before = harness.Heard.Measurements.ToList();
        harness.Heard.Observe();
        before.ForEach(harness.Heard.Measurements.Enqueue);
    }

    private static async Task MeetDiskFailuresAsync(SignalHarness harness, string things)
    {
        foreach (var work in new[] { "write", "flush", "switch" })
        {
            harness.Disk.FailsUnder = $"dataflowsync.publish.{work}";
            Assert.Equal(SyncErrorCode.StoreError, (await harness.SyncAsync($"[{{\"id\":999}},{things[1..]}")).Steps[0].Error!.Code);
        }

        harness.Disk.FailsUnder = null;
    }

    private sealed class ThrowingListener : IProgress<SyncProgress>
    {
        public void Report(SyncProgress value) => throw new InvalidOperationException("a listener's own defect");
    }
}
