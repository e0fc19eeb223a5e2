using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using DataflowSync.Cli.Tests;
using DataflowSync.EndToEnd.Tests.Secrets;
using DataflowSync.Otlp.Tests.Collecting;
using DataflowSync.Testing;

namespace DataflowSync.Otlp.Tests;

/// <summary>Telemetry is delivered where it can be, and nothing else depends on it.</summary>
public sealed class DeliveryTests
{
    private const string NotDelivered = "dataflowsync: warning: telemetry could not be delivered, or not all of it";

    [Fact]
    public async Task What_ended_before_an_interrupt_is_delivered()
    {
        await using var collector = await Collector.StartAsync();
        await using var fixture = await ToolFixture.StartAsync();
        fixture.Provider.Faults.Add(Fault.Stall(10_000) with { Target = "movies" });
        await using var tool = Tool.Start(fixture.SyncArguments("--json", "--quiet"), environment: collector.Variables());
        await fixture.Provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Stalled).WaitAsync(TimeSpan.FromSeconds(60));

        await tool.SignalAsync("INT");
        var result = await tool.EndAsync();

        Assert.Equal((130, "Cancelled"), (result.ExitCode, result.Json["status"]!.GetValue<string>()));
        var run = Assert.Single(collector.Collected.Named("dataflowsync.run"));
        Assert.Equal("Cancelled", Collected.Attributes(run.Attributes)["dataflowsync.result"]);
        Assert.Equal(
            "channels Completed",
            string.Join(", ", collector.Collected.Named("dataflowsync.step").Select(step => Collected.Attributes(step.Attributes))
                .Where(step => step["dataflowsync.step"] == "channels").Select(step => $"{step["dataflowsync.step"]} {step["dataflowsync.result"]}")));
        Assert.Contains(collector.Collected.Metrics, metric => metric.Name == "dataflowsync.run.duration");
    }

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task A_collector_that_is_not_there_changes_no_output_and_no_exit_code(string protocol)
    {
        string nobody;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            nobody = $"http://{listener.LocalEndpoint}";
        }

        var (without, with) = await CompareAsync([("OTEL_EXPORTER_OTLP_ENDPOINT", nobody), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)]);

        Assert.Equal(without, with.Outcome);
        Assert.Equal(NotDelivered, Assert.Single(with.Errors));
    }

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task A_collector_that_never_answers_is_asked_once_a_signal_and_given_up(string protocol)
    {
        await using var collector = await Collector.StartAsync(CollectorAnswer.Nothing);

        var (without, with) = await CompareAsync(collector.Variables(protocol));

        Assert.Equal(without, with.Outcome);
        Assert.Equal(NotDelivered, Assert.Single(with.Errors));
        Assert.Equal(3, collector.Requests.Select(request => request.Path).Distinct().Count());
        Assert.Equal(3, collector.Requests.Count);
    }

    [Fact]
    public async Task A_second_interrupt_ends_it_while_it_waits_for_a_collector()
    {
        await using var collector = await Collector.StartAsync(CollectorAnswer.Nothing);
        await using var fixture = await ToolFixture.StartAsync();
        await using var tool = Tool.Start(fixture.SyncArguments("--json", "--quiet"), environment: collector.Variables());
        var report = await tool.FirstLine.WaitAsync(TimeSpan.FromSeconds(60));
        await collector.WaitAsync(collected => collected.Spans.Count > 0);

        await tool.SignalAsync("INT");
        await tool.SignalAsync("INT");
        var result = await tool.EndAsync();

        Assert.Equal("Completed", JsonNode.Parse(report)!["status"]!.GetValue<string>());
        Assert.Equal((130, string.Empty), (result.ExitCode, result.Errors));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keys_for_the_collector_are_sent_to_it_and_told_nobody(bool areTaken)
    {
        const string Key = "Schlosserbund-47 geheim";
        await using var collector = await Collector.StartAsync(areTaken ? CollectorAnswer.Accept : CollectorAnswer.Refuse);

        var (without, with) = await CompareAsync(
            [.. collector.Variables(), ("OTEL_EXPORTER_OTLP_HEADERS", $"authorization=Bearer%20{Uri.EscapeDataString(Key)}")]);

        Assert.Equal(without, with.Outcome);
        Assert.Equal(areTaken ? [] : [NotDelivered], with.Errors);
        Assert.NotEmpty(collector.Requests);
        var search = new SecretSearch(Key, "Schlosserbund");
        Assert.All(collector.Requests, request =>
        {
            Assert.Equal($"Bearer {Key}", request.Headers["authorization"]);
            Assert.Empty(search.In(request.Message));
        });
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "Schlosserbund://x")]
    [InlineData("OTEL_TRACES_EXPORTER", "Schlosserbund")]
    public async Task A_variable_that_asks_for_what_cannot_be_is_named_without_its_value(string name, string value)
    {
        var (without, with) = await CompareAsync([(name, value)]);

        Assert.Equal(without, with.Outcome);
        var warning = Assert.Single(with.Errors);
        Assert.StartsWith($"dataflowsync: warning: {name} is ", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("Schlosserbund", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTEL_RESOURCE_ATTRIBUTES", "%%%,==,a")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "soon")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "-1")]
    [InlineData("OTEL_TRACES_SAMPLER", "Schlosserbund")]
    [InlineData("OTEL_EXPORTER_OTLP_COMPRESSION", "Schlosserbund")]
    [InlineData("OTEL_BSP_SCHEDULE_DELAY", "0x")]
    public async Task Other_variables_that_are_not_valid_are_as_if_they_were_not_set(string name, string value)
    {
        await using var collector = await Collector.StartAsync();

        var (without, with) = await CompareAsync([.. collector.Variables(), (name, value)]);

        Assert.Equal(without, with.Outcome);
        Assert.Empty(with.Errors);
        Assert.Single(collector.Collected.Named("dataflowsync.run"));
    }

    /// <summary>Runs the same first sync without and with the variables.</summary>
    private static async Task<(string Without, (string Outcome, IReadOnlyList<string> Errors) With)> CompareAsync((string Name, string Value)[] environment)
    {
        var without = await RunAsync([]);
        var with = await RunAsync(environment);
        Assert.Empty(without.ErrorLines);
        return (Outcome(without), (Outcome(with), with.ErrorLines));

        static async Task<ToolResult> RunAsync((string Name, string Value)[] environment)
        {
            await using var fixture = await ToolFixture.StartAsync();
            fixture.Provider.Faults.Add(Fault.Status(404) with { Target = "series", Times = null });
            return await Tool.Start(fixture.SyncArguments("--json", "--quiet"), environment: environment).EndAsync();
        }
    }

    /// <summary>The exit code and the report, without what is another one every time.</summary>
    private static string Outcome(ToolResult result)
    {
        var report = result.Json;
        foreach (var part in report["steps"]!.AsArray().Append(report))
        {
            foreach (var name in new[] { "runId", "startedAt", "durationMs" })
            {
                part!.AsObject().Remove(name);
            }
        }

        return $"{result.ExitCode} {report.ToJsonString()}";
    }
}
