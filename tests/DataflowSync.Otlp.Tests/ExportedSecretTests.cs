using System.Text.Json;
using DataflowSync.Cli.Tests;
using DataflowSync.EndToEnd.Tests.Secrets;
using DataflowSync.Otlp.Tests.Collecting;
using DataflowSync.Testing;

namespace DataflowSync.Otlp.Tests;

/// <summary>A collector gets no credentials, whatever a provider does with them.</summary>
public sealed class ExportedSecretTests
{
    private const string Username = "@Quillfeather & +1#%41/ zephyrine";
    private const string Password = "@Marzipanoid &=+ #%2F/?; bulwarkish";

    private static readonly SecretSearch Search = new(Username, Password, "quillfeather", "zephyrine", "marzipanoid", "bulwarkish");

    private static readonly string Query = $"username={Uri.EscapeDataString(Username)}&password={Uri.EscapeDataString(Password)}";

    [Fact]
    public async Task Neither_what_is_echoed_nor_what_is_refused_gets_there()
    {
        await using var collector = await Collector.StartAsync();
        await using var fixture = await ToolFixture.StartAsync(options => (options.Username, options.Password) = (Username, Password));
        Fail("channel-categories", Fault.Status(503));
        Fail("channels", Fault.Body(JsonSerializer.Serialize(new { error = $"GET /player_api.php?{Query}" })));
        Fail("movie-categories", Fault.Body($"<html>{Query} {Username}</html>", "text/html"));
        Fail("movies", Fault.Body($"[{{\"stream_id\":1,\"name\":n{Password}}}]"));
        Fail("series", Fault.Body($"[{{\"series_id\":{{}},\"name\":\"{Uri.EscapeDataString(Username)}\"}},{{\"series_id\":7,\"name\":\"{Uri.EscapeDataString(Password)}\"}}]"));
        string[] command =
        [
            "sync", "--url", $"{fixture.Provider.BaseAddress}get.php?{Query}", "--profile", "home", "--data", fixture.Data,
            "--request-interval", "0ms", "--retry-delay", "1ms", "--retries", "1", "--quiet",
        ];

        var failed = await Tool.Start(command, environment: collector.Variables()).EndAsync();
        var refused = await Tool.Start(
            [.. command, "--url", $"{fixture.Provider.BaseAddress}get.php?{Query}x"], environment: collector.Variables()).EndAsync();

        Assert.Contains(failed.ExitCode, new[] { 1, 3 });
        Assert.NotEqual(0, refused.ExitCode);
        Assert.All(new[] { failed, refused }, result => Search.AssertNoneIn(result.Output + result.Errors, "what the tool printed"));
        var collected = collector.Collected;
        Assert.All([collected.Spans.Count, collected.Metrics.Count, collected.Logs.Count], count => Assert.NotEqual(0, count));
        Assert.Contains(collected.Logs, record => record.Body.StringValue.Contains("could not become items", StringComparison.Ordinal));
        Assert.All(collector.Requests, request => Assert.Empty(Search.In(request.Message)));

        void Fail(string target, Fault fault) => fixture.Provider.Faults.Add(fault with { Target = target, Times = null });
    }
}
