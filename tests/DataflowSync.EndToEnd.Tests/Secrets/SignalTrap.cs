using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using Microsoft.Extensions.Logging;

namespace DataflowSync.EndToEnd.Tests.Secrets;

/// <summary>
/// Keeps what every activity source, meter and network event source of this process says, and what is logged to it at any level:
/// texts, values, exceptions. Other tests' signals are among it.
/// </summary>
internal sealed class SignalTrap : EventListener, ILoggerProvider
{
    // Set before the base class tells of the event sources there are.
    private readonly ConcurrentDictionary<string, byte> _caught = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    public SignalTrap()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
            {
                Keep($"sampled {options.Source.Name} {options.Name} {Join(options.Tags)} {options.TraceState}");
                return ActivitySamplingResult.AllDataAndRecorded;
            },
            ActivityStarted = activity => Keep($"started {Describe(activity)}"),
            ActivityStopped = activity => Keep($"stopped {Describe(activity)}"),
            ExceptionRecorder = (activity, exception, ref tags) => Keep($"exception in {activity.OperationName}: {exception} {Join(tags)}"),
        };
        ActivitySource.AddActivityListener(_activities);

        _meters.InstrumentPublished = (instrument, listener) =>
        {
            Keep($"instrument {instrument.Meter.Name} {Join(instrument.Meter.Tags)} {instrument.Name} {instrument.Description} {Join(instrument.Tags)}");
            listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<byte>((instrument, _, tags, _) => Keep(instrument, tags));
        _meters.SetMeasurementEventCallback<short>((instrument, _, tags, _) => Keep(instrument, tags));
        _meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Keep(instrument, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Keep(instrument, tags));
        _meters.SetMeasurementEventCallback<float>((instrument, _, tags, _) => Keep(instrument, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Keep(instrument, tags));
        _meters.SetMeasurementEventCallback<decimal>((instrument, _, tags, _) => Keep(instrument, tags));
        _meters.Start();
    }

    /// <summary>Everything so far, one signal a line or more.</summary>
    public string Text
    {
        get
        {
            _meters.RecordObservableInstruments();
            return string.Join('\n', _caught.Keys);
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public override void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
        base.Dispose();
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        // Not the runtime's private ones: those are there to show everything.
        if (eventSource.Name.StartsWith("System.Net.", StringComparison.Ordinal))
        {
            EnableEvents(eventSource, EventLevel.Verbose, EventKeywords.All);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
        Keep($"event {eventData.EventSource.Name} {eventData.EventName} {eventData.Message} {string.Join(' ', eventData.Payload ?? new([]))}");

    /// <summary>The runtime's events quote what answered and was no HTTP, and nobody can hinder it: docs/telemetry.md says so.</summary>
    private static bool IsRuntimesQuote(string signal) => signal.Contains("Received an invalid", StringComparison.Ordinal)
        && signal.StartsWith("event System.Net.Http RequestFailed", StringComparison.Ordinal);

    private static string Describe(Activity activity) => string.Join(' ',
    [
        activity.Source.Name, activity.OperationName, activity.DisplayName, $"{activity.Status}", activity.StatusDescription, activity.TraceStateString,
        Join(activity.TagObjects),
        .. activity.Events.Select(moment => $"[{moment.Name} {Join(moment.Tags)}]"),
        .. activity.Links.Select(link => $"[{link.Context.TraceState} {Join(link.Tags)}]"),
        .. activity.Baggage.Select(pair => $"{pair.Key}={pair.Value}"),
    ]);

    private static string Join(IEnumerable<KeyValuePair<string, object?>>? tags) =>
        string.Join(' ', (tags ?? []).Select(tag => $"{tag.Key}={(tag.Value is string[] list ? string.Join(',', list) : tag.Value)}"));

    private void Keep(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        Keep($"measurement {instrument.Meter.Name} {instrument.Name} {Join(tags.ToArray())}");

    private void Keep(string signal)
    {
        if (!IsRuntimesQuote(signal))
        {
            _caught.TryAdd(signal, 0);
        }
    }

    private sealed class Logger(SignalTrap trap, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            trap.Keep($"scope {category} {state} {Values(state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            trap.Keep($"log {category} {logLevel} {eventId.Name}: {formatter(state, exception)} {Values(state)} {exception}");

        private static string Values(object? state) => state is IEnumerable<KeyValuePair<string, object?>> values ? Join(values) : string.Empty;
    }
}
