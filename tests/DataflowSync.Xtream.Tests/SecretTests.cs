using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataflowSync.Xtream.Tests;

/// <summary>User name and password appear in the request, and nowhere else.</summary>
public sealed class SecretTests
{
    private static readonly string[] Secrets =
        [Sources.Username, Sources.Password, Uri.EscapeDataString(Sources.Username), Uri.EscapeDataString(Sources.Password), "username="];

    private static readonly string Query = $"username={Uri.EscapeDataString(Sources.Username)}&password={Uri.EscapeDataString(Sources.Password)}";

    public static TheoryData<byte[]> Failures() =>
    [
        LoopbackServer.Status(404),
        LoopbackServer.Status(599),
        LoopbackServer.Status(302, $"Location: http://other.example.test/player_api.php?{Query}\r\n"),
        LoopbackServer.Status(302, $"Location: http://[?{Query}\r\n"),
        LoopbackServer.Ok($$"""{"error":"no such user {{Sources.Username}}"}"""),
        LoopbackServer.Ok($$"""{"error":"GET /player_api.php?{{Query}}"}"""),
        LoopbackServer.Ok($$"""{"status":"error","message":"{{new string('x', 195)}}{{Sources.Password}}"}"""),
        LoopbackServer.Ok($$$"""{"user_info":{"auth":0,"message":"{{{Sources.Password}}}"}}"""),
        LoopbackServer.Ok($$$"""{"user_info":{"auth":1,"status":"{{{Sources.Password}}}"}}"""),
        LoopbackServer.Ok($"Blocked: {Query}"),
        LoopbackServer.Ok($"<html>{Query}</html>"),
        LoopbackServer.Ok($"[{{\"stream_id\": {Query}}}]"),
        LoopbackServer.Ok($"{{\"a\": {Query}}}"),
        Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{Query}"),
        Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n[\r\n{Query}\r\n"),
        Encoding.Latin1.GetBytes($"HTTP/9.{Query}\r\n\r\n"),
        Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\n{Query}\r\n\r\n"),
        Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Query}\r\n\r\n["),
    ];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task No_failure_shows_credentials(byte[] response)
    {
        await using var server = new LoopbackServer([.. Enumerable.Repeat(response, 8)]);
        using var source = Sources.For(server);
        List<string> shown = [];

        var check = await Record.ExceptionAsync(async () => shown.Add($"{await source.CheckAsync(CancellationToken.None)}"));
        var list = await RecordReader.ReadAsync(source, Datasets.Channels);
        var details = await Record.ExceptionAsync(() => source.GetSeriesDetailsAsync(1));

        Assert.IsType<SourceException>(details);
        Assert.NotNull(list.Error);
        shown.AddRange([$"{check}", $"{list.Error}", $"{list.Exception}", $"{details}"]);
        Assert.All(shown, AssertClean);
    }

    [Fact]
    public async Task Nothing_a_source_says_of_itself_shows_credentials()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("[]"));
        var account = new XtreamAccount(server.BaseUrl, Sources.Username, Sources.Password);
        using var source = XtreamSource.Create(account, Sources.Fast());

        Assert.Contains("127.0.0.1", source.ToString(), StringComparison.Ordinal);
        AssertClean(source.ToString());
        AssertClean(account.ToString());
        await foreach (var body in source.OpenAsync(source.Steps[0], CancellationToken.None))
        {
            await using (body)
            {
                AssertClean($"{body} {body.Content}");
            }
        }
    }

    [Fact]
    public async Task The_registered_client_logs_nothing()
    {
        var lines = new ConcurrentQueue<string>();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new LineLoggerProvider(lines)));
        services.AddXtreamHttpClient("mine", Sources.Fast());
        services.AddHttpClient("talkative");
        await using var provider = services.BuildServiceProvider();
        await using var server = new LoopbackServer(LoopbackServer.Ok("[]"), LoopbackServer.Status(302, "Location: /x\r\n"), LoopbackServer.Ok("[]"));
        var clients = provider.GetRequiredService<IHttpClientFactory>();
        using var source = new XtreamSource(
            new XtreamAccount(server.BaseUrl, Sources.Username, Sources.Password), Sources.Fast(), clients, clientName: "mine");

        Assert.Null((await RecordReader.ReadAsync(source, Datasets.Channels)).Error);
        Assert.Null((await RecordReader.ReadAsync(source, Datasets.Channels)).Error);

        Assert.Equal(3, server.Targets.Count);
        Assert.Equal(Timeout.InfiniteTimeSpan, clients.CreateClient("mine").Timeout);
        Assert.Empty(lines);
    }

    [Fact]
    public async Task Spans_of_the_HTTP_stack_show_no_credentials()
    {
        var tags = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => tags.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = new LoopbackServer(LoopbackServer.Ok("[]"), LoopbackServer.Status(404));
        using var source = Sources.For(server);

        await RecordReader.ReadAsync(source, Datasets.Channels);
        await RecordReader.ReadAsync(source, Datasets.Channels);

        Assert.Contains(tags, tag => tag.Contains("url.full", StringComparison.Ordinal));
        Assert.All(tags, AssertClean);
    }

    private static void AssertClean(string? text) =>
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, text ?? string.Empty, StringComparison.OrdinalIgnoreCase));

    private sealed class LineLoggerProvider(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
