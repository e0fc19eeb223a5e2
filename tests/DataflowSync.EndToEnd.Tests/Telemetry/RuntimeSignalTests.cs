using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Tests.Telemetry;

namespace DataflowSync.EndToEnd.Tests.Telemetry;

/// <summary>What the runtime's own networking tells while a sync asks a provider: what docs/telemetry.md says, and no more.</summary>
public sealed class RuntimeSignalTests
{
    [Fact]
    public async Task Metrics_and_spans_of_the_runtime_reveal_what_is_documented_and_no_more()
    {
        await using var fixture = await SyncFixture.StartAsync();
        var port = fixture.Provider.BaseAddress.Port;
        var heard = new ConcurrentDictionary<string, bool>();
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (IsNetworking(instrument.Meter.Name))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Hear(instrument.Name, tags));
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Hear(instrument.Name, tags));
        meters.Start();
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => IsNetworking(source.Name),
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => Hear(span.OperationName, span.TagObjects.ToArray()),
        };
        ActivitySource.AddActivityListener(spans);

        Assert.Equal(SyncStatus.Completed, (await fixture.SyncAsync()).Status);

        var documented = new DocumentedSignals().Table("of the runtime")
            .SelectMany(row => DocumentedSignals.Codes(row[1]).Select(attribute => $"{row[0].Trim('`')}: {attribute}"))
            .ToHashSet();
        Assert.Contains("http.client.request.duration: server.port", heard.Keys);
        Assert.Contains("Experimental.System.Net.Http.Connections.ConnectionSetup: server.port", heard.Keys);
        Assert.Empty(heard.Keys.Except(documented).Order(StringComparer.Ordinal));

        void Hear(string name, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            // Other tests of the process ask others.
            foreach (var tag in tags)
            {
                if (tag.Key is "server.port" or "network.peer.port" && Convert.ToInt32(tag.Value, CultureInfo.InvariantCulture) != port)
                {
                    return;
                }
            }

            foreach (var tag in tags)
            {
                heard[$"{name}: {tag.Key}"] = true;
            }
        }
    }

    private static bool IsNetworking(string name) =>
        name.StartsWith("System.Net", StringComparison.Ordinal) || name.StartsWith("Experimental.System.Net", StringComparison.Ordinal);
}
