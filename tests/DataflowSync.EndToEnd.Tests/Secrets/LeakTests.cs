using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace DataflowSync.EndToEnd.Tests.Secrets;

/// <summary>The trap is not deaf: a secret that leaks anywhere is noticed.</summary>
[Collection(nameof(SignalTrap))]
public sealed class LeakTests
{
    private static readonly string Leak = $"http://panel.example.test/?{SecretWorld.Query}";

    public static TheoryData<string> Places() => [.. Leaks.Keys];

    private static Dictionary<string, Action<SecretWorld>> Leaks { get; } = new()
    {
        ["log message"] = world => Log(world, $"asking {Leak}"),
        ["log value"] = world => Log(world, "asking", value: Leak),
        ["log exception"] = world => Log(world, "it failed", exception: new InvalidOperationException("outer", new IOException(Leak))),
        ["log scope"] = world => world.Signals.CreateLogger("leak").BeginScope(new Dictionary<string, object?> { ["url"] = Leak }),
        ["span name"] = _ => Span(activity => activity.DisplayName = Leak),
        ["span tag"] = _ => Span(activity => activity.SetTag("url.full", Leak)),
        ["span list"] = _ => Span(activity => activity.SetTag("urls", new[] { Leak })),
        ["span status"] = _ => Span(activity => activity.SetStatus(ActivityStatusCode.Error, Leak)),
        ["span event"] = _ => Span(activity => activity.AddEvent(new ActivityEvent("asked", tags: new() { ["url"] = Leak }))),
        ["span exception"] = _ => Span(activity => activity.AddException(new IOException(Leak))),
        ["span baggage"] = _ => Span(activity => activity.AddBaggage("url", Leak)),
        ["metric tag"] = _ => Measure(meter => meter.CreateCounter<int>("requests").Add(1, KeyValuePair.Create<string, object?>("url", Leak))),
        ["observed metric"] = world => Measure(meter =>
        {
            meter.CreateObservableGauge("requests", () => new Measurement<double>(1, KeyValuePair.Create<string, object?>("url", Leak)));
            Assert.NotEmpty(world.Signals.Text);
        }),
        ["what was said"] = world => world.Told(new IOException("outer", new InvalidOperationException(Leak))),
        ["file"] = world => File.WriteAllBytes(Path.Combine(world.Data, "x.db"), [0, .. Encoding.Unicode.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(Leak)))]),
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_secret_that_leaks_is_noticed(string place)
    {
        await using var world = await SecretWorld.StartAsync();
        await world.AssertNoSecretAsync();

        Leaks[place](world);

        var noticed = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(world.AssertNoSecretAsync);
        Assert.Contains("secret", noticed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_kind_of_signal_of_a_sync_is_heard()
    {
        await using var world = await SecretWorld.StartAsync();

        Assert.Equal(SyncStatus.Completed, (await world.SyncAsync()).Status);

        var signals = world.Signals.Text;
        Assert.All(
            [
                "stopped DataflowSync dataflowsync.publish",
                "stopped Experimental.System.Net.Http.Connections", "stopped Experimental.System.Net.Sockets", "measurement DataflowSync dataflowsync.items",
                "measurement System.Net.Http http.client.request.duration", "log DataflowSync Debug BatchStored", "event System.Net.Http RequestStart",
            ],
            signal => Assert.Contains(signal, signals, StringComparison.Ordinal));
    }

    private static void Log(SecretWorld world, string message, string? value = null, Exception? exception = null)
    {
        KeyValuePair<string, object?>[] values = [new("url", value)];
        world.Signals.CreateLogger("leak").Log(LogLevel.Trace, 1, values, exception, (_, _) => message);
    }

    private static void Span(Action<Activity> leak)
    {
        using var source = new ActivitySource(new ActivitySourceOptions("leak"));
        using var activity = source.StartActivity("leak");
        leak(activity!);
    }

    private static void Measure(Action<Meter> leak)
    {
        using var meter = new Meter(new MeterOptions("leak"));
        leak(meter);
    }
}
