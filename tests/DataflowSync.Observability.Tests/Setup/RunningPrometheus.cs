using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DataflowSync.Observability.Tests.Setup;

/// <summary>A Prometheus with the shipped configuration and rules, of which the address to scrape and the intervals alone are others.</summary>
internal sealed partial class RunningPrometheus : IAsyncDisposable
{
    /// <summary>How often it scrapes: a test cannot wait for the shipped interval.</summary>
    public static readonly TimeSpan ScrapeInterval = TimeSpan.FromSeconds(1);

    private const string ShippedAddress = "127.0.0.1:8080";

    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly DirectoryInfo _directory;
    private readonly Process _process;
    private readonly HttpClient _client;
    private readonly Task _output;

    private RunningPrometheus(DirectoryInfo directory, Process process, Uri address, Task output)
    {
        _directory = directory;
        _process = process;
        _output = output;
        _client = new HttpClient { BaseAddress = address, Timeout = LongEnough };
    }

    /// <param name="target">What to scrape: host and port.</param>
    /// <param name="change">Changes the shipped configuration further; null for as it is.</param>
    /// <param name="files">Files beside the configuration: name and content.</param>
    public static async Task<RunningPrometheus> StartAsync(
        string target, Func<string, string>? change = null, params IEnumerable<(string Name, string Content)> files)
    {
        var directory = Directory.CreateTempSubdirectory("dataflowsync-prometheus-");
        var configuration = Path.Combine(directory.FullName, "prometheus.yml");
        var shipped = await File.ReadAllTextAsync(Programs.Shipped("prometheus", "prometheus.yml"));
        var seconds = string.Create(CultureInfo.InvariantCulture, $"{ScrapeInterval.TotalSeconds}s");
        shipped = Replace(shipped, ShippedAddress, target);
        shipped = Replace(shipped, "scrape_interval: 15s", $"scrape_interval: {seconds}");
        shipped = Replace(shipped, "evaluation_interval: 15s", $"evaluation_interval: {seconds}");
        await File.WriteAllTextAsync(configuration, change?.Invoke(shipped) ?? shipped);
        File.Copy(Programs.Shipped("prometheus", "alerts.yml"), Path.Combine(directory.FullName, "alerts.yml"));
        foreach (var (name, content) in files)
        {
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, name), content);
        }

        await Programs.RunAsync(Programs.Promtool, "check", "config", configuration);
        var process = Programs.Start(
            Programs.Prometheus,
            $"--config.file={configuration}",
            $"--storage.tsdb.path={Path.Combine(directory.FullName, "data")}",
            "--web.listen-address=127.0.0.1:0",
            "--enable-feature=exemplar-storage");
        var (address, output) = await ReadAddressAsync(process).WaitAsync(LongEnough);
        var prometheus = new RunningPrometheus(directory, process, new Uri($"http://{address}"), output);
        await prometheus.UntilAsync(async () => (await prometheus._client.GetAsync("/-/ready")).IsSuccessStatusCode, "it is ready");
        return prometheus;
    }

    /// <returns>The result as <c>/api/v1/query</c> gives it: one object a series.</returns>
    public async Task<JsonArray> QueryAsync(string expression) =>
        (await AskAsync("query", ("query", expression)))["data"]!["result"]!.AsArray();

    public async Task<JsonArray> QueryRangeAsync(string expression, TimeSpan range, TimeSpan step)
    {
        var now = TimeProvider.System.GetUtcNow();
        var answer = await AskAsync("query_range", ("query", expression), ("start", Time(now - range)), ("end", Time(now)), ("step", $"{step.TotalSeconds}"));
        return answer["data"]!["result"]!.AsArray();
    }

    /// <returns>One object a series, with its <c>exemplars</c>.</returns>
    public async Task<JsonArray> QueryExemplarsAsync(string expression, TimeSpan range)
    {
        var now = TimeProvider.System.GetUtcNow();
        return (await AskAsync("query_exemplars", ("query", expression), ("start", Time(now - range)), ("end", Time(now))))["data"]!.AsArray();
    }

    /// <returns>The values that a label has in the series of a metric.</returns>
    public async Task<IReadOnlyList<string>> LabelValuesAsync(string label, string metric)
    {
        var answer = await _client.GetFromJsonAsync<JsonNode>($"/api/v1/label/{label}/values?match[]={Uri.EscapeDataString(metric)}");
        return [.. answer!["data"]!.AsArray().Select(value => value!.GetValue<string>())];
    }

    /// <returns>The rules, with their health and state.</returns>
    public async Task<IReadOnlyList<JsonNode>> RulesAsync()
    {
        var answer = await _client.GetFromJsonAsync<JsonNode>("/api/v1/rules");
        return [.. answer!["data"]!["groups"]!.AsArray().SelectMany(group => group!["rules"]!.AsArray()).Select(rule => rule!)];
    }

    /// <summary>Waits until an expression has a result with a value that is neither zero nor NaN: until it is true.</summary>
    public Task WaitForAsync(string expression) => UntilAsync(
        async () => (await QueryAsync(expression)).Any(series => Value(series!["value"]!) is not (0 or double.NaN)), expression);

    public async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        using var deadline = new CancellationTokenSource(LongEnough, TimeProvider.System);
        while (!await condition())
        {
            if (deadline.IsCancellationRequested)
            {
                var targets = await _client.GetFromJsonAsync<JsonNode>("/api/v1/targets", CancellationToken.None);
                Assert.Fail($"Prometheus does not get there within a minute: {what}. It scrapes {targets!["data"]!["activeTargets"]}");
            }

            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }

    /// <param name="sample">A time and a value.</param>
    public static double Value(JsonNode sample) => sample[1]!.GetValue<string>() switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        var value => double.Parse(value, CultureInfo.InvariantCulture),
    };

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(LongEnough);
        await _output.WaitAsync(LongEnough);
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private static string Time(DateTimeOffset time) => $"{time:yyyy-MM-ddTHH:mm:ss.fffZ}";

    private static string Replace(string text, string old, string by)
    {
        Assert.Single(Regex.Matches(text, $@"(?<!\w){Regex.Escape(old)}"));
        return Regex.Replace(text, $@"(?<!\w){Regex.Escape(old)}", by);
    }

    private static async Task<(string Address, Task Output)> ReadAddressAsync(Process process)
    {
        var told = string.Empty;
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            told += line + "\n";
            if (ListeningOn().Match(line) is { Success: true } match)
            {
                return (match.Groups[1].Value, Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync()));
            }
        }

        throw new InvalidOperationException($"Prometheus did not start:\n{told}");
    }

    private async Task<JsonNode> AskAsync(string endpoint, params IEnumerable<(string Name, string Value)> parameters)
    {
        using var form = new FormUrlEncodedContent(parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value)));
        using var response = await _client.PostAsync($"/api/v1/{endpoint}", form);
        var answer = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.True(answer["status"]!.GetValue<string>() == "success", $"{answer["error"]} in {string.Join(' ', parameters)}");
        return answer;
    }

    [GeneratedRegex("""msg="Listening on" address=(\S+)""")]
    private static partial Regex ListeningOn();
}
