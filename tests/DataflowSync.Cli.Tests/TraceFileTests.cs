using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DataflowSync.Testing;

namespace DataflowSync.Cli.Tests;

/// <summary>What <c>--trace-file</c> writes.</summary>
public sealed partial class TraceFileTests
{
    private static readonly Dictionary<string, string[]> ChildrenOf = new()
    {
        ["dataflowsync.run"] = ["dataflowsync.account_check", "dataflowsync.step"],
        ["dataflowsync.step"] = ["dataflowsync.attempt"],
        ["dataflowsync.attempt"] = ["dataflowsync.fetch", "dataflowsync.parse", "dataflowsync.store_batch", "dataflowsync.publish"],
        ["dataflowsync.publish"] = ["dataflowsync.publish.write", "dataflowsync.publish.flush", "dataflowsync.publish.switch"],
    };

    private static readonly string[] Fields = ["name", "traceId", "spanId", "parentSpanId", "start", "durationMs", "status", "attributes"];

    [Fact]
    public async Task The_spans_of_a_run_are_one_tree_down_to_the_batches()
    {
        await using var fixture = await ToolFixture.StartAsync();
        fixture.Provider.Faults.Add(Fault.Status(500) with { Target = "series" });
        var spans = await TraceAsync(fixture, "--batch-size", "100");

        var byId = spans.ToDictionary(span => Text(span, "spanId"));
        var run = Assert.Single(spans, span => span["parentSpanId"] is null);
        Assert.Equal("dataflowsync.run", Text(run, "name"));
        Assert.All(spans.Where(span => span != run), span =>
        {
            var parent = byId[Text(span, "parentSpanId")];
            Assert.Contains(Text(span, "name"), ChildrenOf[Text(parent, "name")]);
            Assert.Equal(Text(run, "traceId"), Text(span, "traceId"));
            Assert.True(Start(parent) <= Start(span), $"{span.ToJsonString()} begins before what it is under: {parent.ToJsonString()}");
        });

        // Six steps, one of them tried twice; each publishes documents, an index, and the pointer; 120 channels in batches of 100 are two, 400 movies four, and the others fit in one.
        Assert.Equal(
            "account_check 1, attempt 7, fetch 7, parse 6, publish 6, publish.flush 12, publish.switch 6, publish.write 12, run 1, step 6, store_batch 10",
            string.Join(", ", spans.GroupBy(span => Text(span, "name")["dataflowsync.".Length..]).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => $"{group.Key} {group.Count()}")));
        Assert.Equal([100, 100, 100, 100], Batches("movies"));
        Assert.Equal([20, 100], Batches("channels"));

        IEnumerable<int> Batches(string step) => spans
            .Where(span => Text(span, "name") == "dataflowsync.store_batch" && Attribute(span, "dataflowsync.step") == step)
            .Select(span => span["attributes"]!["dataflowsync.batch.size"]!.GetValue<int>()).Order();
    }

    [Fact]
    public async Task Each_line_has_the_fields_of_the_contract_and_those_few_that_it_has_something_for()
    {
        await using var fixture = await ToolFixture.StartAsync();
        fixture.Provider.Faults.Add(Fault.Status(404) with { Target = "series" });

        var spans = await TraceAsync(fixture);

        Assert.All(spans, span =>
        {
            Assert.Equal(Fields, span.Select(field => field.Key).Take(Fields.Length));
            Assert.Subset(new HashSet<string> { "message", "events", "links" }, span.Skip(Fields.Length).Select(field => field.Key).ToHashSet());
            Assert.Matches(TraceId(), Text(span, "traceId"));
            Assert.Matches(SpanId(), Text(span, "spanId"));
            Assert.Matches(Time(), Text(span, "start"));
            Assert.InRange(span["durationMs"]!.GetValue<double>(), 0, double.MaxValue);
            Assert.Equal(JsonValueKind.Object, span["attributes"]!.GetValueKind());
            Assert.Equal(Attribute(span, "error.type") is null ? "Unset" : "Error", Text(span, "status"));
        });
        Assert.Equal(
            ["dataflowsync.attempt", "dataflowsync.fetch", "dataflowsync.step"],
            spans.Where(span => Attribute(span, "error.type") == "HttpStatus").Select(span => Text(span, "name")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_retry_is_an_event_of_its_step_and_the_next_attempt_a_link_to_the_one_that_failed()
    {
        await using var fixture = await ToolFixture.StartAsync();
        fixture.Provider.Faults.Add(Fault.Status(500) with { Target = "series" });

        var spans = await TraceAsync(fixture);

        var attempts = spans.Where(span => Text(span, "name") == "dataflowsync.attempt" && Attribute(span, "dataflowsync.step") == "series").ToList();
        Assert.Equal("provider answered 500", Text(attempts[0], "message"));
        Assert.Equal(Text(attempts[0], "spanId"), Assert.Single(attempts[1]["links"]!.AsArray())!.GetValue<string>());
        var step = Assert.Single(spans, span => Text(span, "name") == "dataflowsync.step" && span["events"] is not null);
        var retry = Assert.Single(step["events"]!.AsArray())!;
        Assert.Equal(("dataflowsync.retry", "HttpStatus"), (Text(retry, "name"), Attribute(retry, "error.type")));
        Assert.Matches(Time(), Text(retry, "at"));
    }

    private static async Task<List<JsonObject>> TraceAsync(ToolFixture fixture, params string[] more)
    {
        var file = Path.Combine(fixture.Data, "trace.ndjson");
        await fixture.SyncAsync(["--trace-file", file, .. more]);
        return [.. File.ReadLines(file).Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    private static string Text(JsonNode span, string field) => span[field]!.GetValue<string>();

    private static string? Attribute(JsonNode span, string name) => span["attributes"]![name]?.GetValue<string>();

    private static DateTimeOffset Start(JsonNode span) => span["start"]!.GetValue<DateTimeOffset>();

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex TraceId();

    [GeneratedRegex("^[0-9a-f]{16}$")]
    private static partial Regex SpanId();

    [GeneratedRegex(@"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$")]
    private static partial Regex Time();
}
