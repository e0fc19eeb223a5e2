using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataflowSync.Xtream.Tests;

/// <summary>User name and password appear in the request, and nowhere else.</summary>
public sealed class SecretTests
{
    private static readonly string[] Secrets =
        [Sources.Username, Sources.Password, Uri.EscapeDataString(Sources.Username), Uri.EscapeDataString(Sources.Password), "username="];

    private static readonly string Query = $"username={Uri.EscapeDataString(Sources.Username)}&password={Uri.EscapeDataString(Sources.Password)}";

    /// <summary>A password that web pages write differently, and whose Base64 differs between the alphabets.</summary>
    private const string Html = ">>>???\"";

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
        LoopbackServer.Ok($"[{{\"stream_id\": n{Query}}}]"),
        LoopbackServer.Ok($"[t{Query}]"),
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

    public static TheoryData<string> Disguises() =>
    [
        Html,
        Uri.EscapeDataString(Html).ToLowerInvariant(),
        Uri.EscapeDataString(Uri.EscapeDataString(Html)),
        WebUtility.HtmlEncode(Html),
        WebUtility.HtmlEncode(WebUtility.HtmlEncode(Html)),
        WebUtility.HtmlEncode(Uri.EscapeDataString(Html)),
        Uri.EscapeDataString(WebUtility.HtmlEncode(Html)),
        "&#62;>>???&quot;",
        "%3e>%3E??%3f%22",
        WebUtility.UrlEncode(Sources.Username),
        "us%40r%20%26%31",
        Base64(Sources.Username),
        Base64(Html),
        Base64(Html).Replace('+', '-').Replace('/', '_'),
        Base64($"{Sources.Username}:{Html}").TrimEnd('='),
        Base64($"x{Html}"),
        Base64($"xy{Html}z").TrimEnd('='),
        $"token/{Base64($"x{Sources.Username}")}",
        Base64($"/player_api.php?{Query}"),
        Uri.EscapeDataString(Base64($"x{Uri.EscapeDataString(Sources.Username)}")),
        "username = x",
        "PASS:x",
        "pwd=x",
        "the token:x is used up",
        "user%3Dx",
        "http%3A%2F%2Fpanel.example.test",
        new string('x', 20_000),
    ];

    [Theory]
    [MemberData(nameof(Disguises))]
    public void A_text_that_may_hold_credentials_in_any_disguise_is_not_repeated(string disguise)
    {
        using var source = XtreamSource.Create(new XtreamAccount("http://panel.example.test", Sources.Username, Html));
        var body = new JsonObject { ["error"] = $"bad request ({disguise})" }.ToJsonString();

        var result = RecordReader.Read(source.Steps[0].Format, Encoding.UTF8.GetBytes(body));

        Assert.Equal("the provider reports an error", result.Error?.Message);
    }

    [Theory]
    [InlineData("too many users: 5")]
    [InlineData("100% of the tokens are gone & so are you")]
    public void Other_texts_are_repeated(string text) =>
        Assert.EndsWith(text, Sources.Map(Datasets.Movies, new JsonObject { ["error"] = text }.ToJsonString()).Error!.Message, StringComparison.Ordinal);

    public static TheoryData<string, bool> Addresses() => new()
    {
        { "http://panel.example.test/images/1.png", true },
        { "http://panel.example.test/100%25+/%zz.png?a=b", true },
        { $"http://panel.example.test/logo.png?{Query}", false },
        { $"http://panel.example.test/logo.png?{Query.ToLowerInvariant()}", false },
        { $"http://panel.example.test/live/{Sources.Username}/{Sources.Password}/1.png", false },
        { $"http://panel.example.test/logo.png?p={WebUtility.UrlEncode(Sources.Password)}", false },
        { $"http://{Uri.EscapeDataString(Sources.Username)}:{Uri.EscapeDataString(Sources.Password)}@panel.example.test/", false },
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    public void An_address_with_the_credentials_is_not_kept(string address, bool isKept)
    {
        var json = System.Text.Json.JsonSerializer.Serialize(address);
        (string Step, string Record, string Field)[] records =
        [
            (Datasets.Channels, $$"""{"stream_id":1,"stream_icon":{{json}}}""", "icon"),
            (Datasets.Movies, $$"""{"stream_id":1,"stream_icon":{{json.Replace("/", "\\/", StringComparison.Ordinal)}}}""", "icon"),
            (Datasets.Movies, $$"""{"stream_id":1,"stream_icon":["",{{json}}]}""", "icon"),
            (Datasets.Series, $$"""{"series_id":1,"cover":{{json}}}""", "cover"),
            (Datasets.Series, $$"""{"series_id":1,"backdrop_path":["http://b/1.png",{{json}}]}""", "backdrops"),
            (Datasets.Series, $$$"""{"series_id":1,"backdrop_path":{"0":{{{json}}}}}""", "backdrops"),
            (Datasets.Series, $$"""{"series_id":1,"backdrop_path":{{System.Text.Json.JsonSerializer.Serialize($"[{json}]")}}}""", "backdrops"),
        ];

        Assert.All(records, record =>
        {
            var item = Assert.Single(Sources.Map(record.Step, $"[{record.Record}]").Items);
            Assert.Equal(isKept, item.Fields.Any(field => field.Key == record.Field));
        });
    }

    [Theory]
    [InlineData("http://panel.example.test/short/1.png", true)]
    [InlineData("http://panel.example.test/me/short/1.png", false)]
    public void A_short_password_counts_only_beside_the_user_name(string address, bool isKept)
    {
        using var source = XtreamSource.Create(new XtreamAccount("http://panel.example.test", "me", "short"));
        var format = source.Steps.Single(step => step.Name == Datasets.Channels).Format;

        var item = Assert.Single(RecordReader.Read(format, Encoding.UTF8.GetBytes($$"""[{"stream_id":1,"stream_icon":"{{address}}"}]""")).Items);

        Assert.Equal(isKept ? address : null, item.GetString("icon"));
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
    public async Task The_HTTP_stack_makes_no_spans_of_requests_and_the_others_show_no_credentials()
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

        Assert.Contains(tags, tag => tag.Contains($"{server.Port}", StringComparison.Ordinal));
        Assert.DoesNotContain(tags, tag => tag.Contains($":{server.Port}/", StringComparison.Ordinal));
        Assert.All(tags, AssertClean);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

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
