using System.Net;
using System.Net.Sockets;
using System.Text;
using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Testing;
using DataflowSync.Xtream.Tests;

namespace DataflowSync.EndToEnd.Tests.Secrets;

/// <summary>Whatever happens, the credentials are in no signal, report, exception or file; nor are the links that come with items.</summary>
[Collection(nameof(SignalTrap))]
public sealed class SecretTests
{
    private static readonly RunOptions OneStep = new() { Steps = ["channels"] };

    private static Dictionary<string, (Fault[] Faults, SyncErrorCode Expected)> Answers { get; } = new()
    {
        ["401 to the check"] = ([Check(Fault.Status(401))], SyncErrorCode.AuthRejected),
        ["403 to the check"] = ([Check(Fault.Status(403))], SyncErrorCode.AuthRejected),
        ["404 to the check"] = ([Check(Fault.Status(404))], SyncErrorCode.AuthRejected),
        ["5xx to the check"] = ([Check(Fault.Status(502)), Check(Fault.Status(520)), Check(Fault.Status(503)), Check(Fault.Status(500))], SyncErrorCode.HttpStatus),
        ["auth 0"] = ([Check(Fault.Body(Echoes.Account(0, SecretWorld.Password, Echoes.Texts[1])))], SyncErrorCode.AuthRejected),
        ["an expired account"] = ([Check(Fault.Body(Echoes.Account(1, "Expired", Echoes.Texts[0])))], SyncErrorCode.AccountInactive),
        ["a banned account"] = ([Check(Fault.Body(Echoes.Account(1, "Banned", Echoes.Texts[0])))], SyncErrorCode.AccountInactive),
        ["a check with an error"] = ([Check(Fault.Body(Echoes.Errors.Last())) with { Times = 4 }], SyncErrorCode.ProviderError),
        ["a check with a page"] = ([Check(Fault.Body($"<html>{SecretWorld.Query}</html>", "text/html"))], SyncErrorCode.NotJson),
        ["a check with broken JSON"] = ([Check(Fault.Body($$"""{"user_info":n{{SecretWorld.Query}}}"""))], SyncErrorCode.MalformedJson),
        ["404"] = ([List(Fault.Status(404))], SyncErrorCode.HttpStatus),
        ["5xx"] = ([List(Fault.Status(500)), List(Fault.Status(503)), List(Fault.Status(522)), List(Fault.Status(502))], SyncErrorCode.HttpStatus),
        ["429"] = ([List(Fault.Status(429, TimeSpan.Zero)) with { Times = 4 }], SyncErrorCode.RateLimited),
        ["a page"] = ([List(Fault.Body($"<html>{SecretWorld.Query} {SecretWorld.Username} {SecretWorld.Password}</html>", "text/html"))], SyncErrorCode.NotJson),
        ["a refusal in plain words"] = ([List(Fault.Body($"{SecretWorld.Username} is blocked", "text/plain"))], SyncErrorCode.Blocked),
        ["an account in place of a list"] = ([List(Fault.Body(Echoes.Account(1, "Active")))], SyncErrorCode.UnexpectedShape),
        ["auth 0 in place of a list"] = ([List(Fault.Body(Echoes.Account("0", "Active")))], SyncErrorCode.AuthRejected),
        ["another object"] = ([List(Fault.Body($$"""{"{{SecretWorld.Username}}":"{{SecretWorld.Password}}"}"""))], SyncErrorCode.UnexpectedShape),
        ["a text"] = ([List(Fault.Body($"\"{SecretWorld.Password}\""))], SyncErrorCode.UnexpectedShape),
        ["a reset before the answer"] = ([List(Fault.Reset(0)) with { Times = 4 }], SyncErrorCode.Network),
        ["a truncated body"] = ([List(Fault.Truncate(700)) with { Times = 4 }], SyncErrorCode.Truncated),
        ["a body cut inside a secret"] = ([List(Fault.Body($$"""[{"stream_id":1,"direct_source":"{{SecretWorld.Password}}""")) with { Times = 4 }], SyncErrorCode.Truncated),
        ["broken JSON"] = ([List(Fault.Body($$"""[{"stream_id":1,"name":"a"},{"stream_id": {{SecretWorld.Query}}}]"""))], SyncErrorCode.MalformedJson),
        ["a literal that is none"] = ([List(Fault.Body($$"""[{"stream_id":1,"name":n{{SecretWorld.Password}}}]"""))], SyncErrorCode.MalformedJson),
    };

    public static TheoryData<string> Failures() => [.. Answers.Keys];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task No_failure_tells_the_credentials(string failure)
    {
        await using var world = await SecretWorld.StartAsync();
        var (faults, expected) = Answers[failure];
        await world.SyncAsync(OneStep);
        Array.ForEach(faults, world.Provider.Faults.Add);

        var report = await world.SyncAsync(OneStep);

        Assert.Equal(expected, CodeOf(report));
        Assert.Equal(0, world.Provider.Faults.Count);
        world.AssertWasAsked();
        await world.AssertNoSecretAsync();
    }

    [Fact]
    public async Task No_text_of_the_provider_is_repeated_that_holds_the_credentials()
    {
        await using var world = await SecretWorld.StartAsync();
        string[] errors = [.. Echoes.Errors];
        world.MoveTo($"{world.Provider.BaseAddress}", options => options.Retries = errors.Length - 1);
        Array.ForEach(errors, error => world.Fail("channels", Fault.Body(error)));
        world.Fail("movies", Fault.Body("""{"error":"MySQL server has gone away"}"""), times: null);

        var report = await world.SyncAsync(new RunOptions { Steps = ["channels", "movies"] });

        Assert.Equal((errors.Length, SyncErrorCode.ProviderError), (report.Steps[0].Attempts, report.Steps[0].Error!.Code));
        Assert.Equal("the provider reports an error: MySQL server has gone away", report.Steps[1].Error!.Message);
        world.AssertWasAsked();
        await world.AssertNoSecretAsync();
    }

    [Fact]
    public async Task Links_that_come_with_items_are_not_kept()
    {
        await using var world = await SecretWorld.StartAsync();
        world.Fail("channels", Fault.Body(Echoes.List("stream_id")), times: null);
        world.Fail("movies", Fault.Body(Echoes.List("stream_id")), times: null);
        world.Fail("series", Fault.Body(Echoes.List("series_id")), times: null);

        var first = await world.SyncAsync();
        var second = await world.SyncAsync(new RunOptions { Full = true });

        Assert.All([first, second], report => Assert.Equal((SyncStatus.Completed, 20, 20, 20),
            (report.Status, report.Steps[1].Items, report.Steps[3].Items, report.Steps[5].Items)));
        await using (var snapshot = await world.Sync.Store.OpenAsync(SyncFixture.Profile))
        {
            foreach (var dataset in snapshot.DatasetNames)
            {
                world.Told(await snapshot.Dataset(dataset).BrowseAsync().Select(item => Documents.ToJson(item).ToJsonString()).ToListAsync());
            }
        }

        world.AssertWasAsked();
        await world.AssertNoSecretAsync();
        Assert.True(SecretWorld.Search.AssertNoneInFiles(world.Data) > 12);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(900)]
    public async Task A_reset_in_the_middle_of_a_body_tells_nothing(int atByte)
    {
        await using var world = await SecretWorld.StartAsync();
        world.Fail("channels", Fault.Reset(atByte), times: 4);

        var report = await world.SyncAsync(OneStep);

        // What was sent last before a reset may be lost.
        Assert.Contains(report.Steps[0].Error!.Code, new[] { SyncErrorCode.Truncated, SyncErrorCode.EmptyBody, SyncErrorCode.Network });
        await world.AssertNoSecretAsync();
    }

    [Fact]
    public async Task A_provider_that_falls_silent_tells_nothing()
    {
        await using var world = await SecretWorld.StartAsync();
        world.MoveTo($"{world.Provider.BaseAddress}", options => (options.Retries, options.IdleTimeout) = (1, TimeSpan.FromMilliseconds(50)));
        world.Fail("channels", Fault.Stall(500), times: 2);

        Assert.Equal(SyncErrorCode.Stalled, CodeOf(await world.SyncAsync(OneStep)));
        await world.AssertNoSecretAsync();
    }

    [Fact]
    public async Task A_cancelled_run_and_one_that_finds_the_profile_busy_tell_nothing()
    {
        await using var world = await SecretWorld.StartAsync();
        using var cancel = new CancellationTokenSource();
        world.Fail("channels", Fault.Stall(500));

        var run = world.SyncAsync(cancellationToken: cancel.Token);
        await world.Provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Stalled).WaitAsync(SyncFixture.LongEnough);
        world.Told(await Assert.ThrowsAsync<ProfileBusyException>(() => world.Sync.RunAsync(SyncFixture.Profile)));
        await cancel.CancelAsync();

        Assert.Equal(SyncErrorCode.Cancelled, CodeOf(await run));
        await using (await world.Store.OpenWriterAsync(SyncFixture.Profile))
        {
            world.Told(await Assert.ThrowsAsync<ProfileBusyException>(() => world.Sync.RunAsync(SyncFixture.Profile)));
        }

        await world.AssertNoSecretAsync();
    }

    [Fact]
    public async Task A_guarded_list_tells_nothing()
    {
        await using var world = await SecretWorld.StartAsync();
        await world.SyncAsync(OneStep);
        world.Provider.Catalog.Channels.Clear();

        Assert.Equal(StepStatus.Guarded, (await world.SyncAsync(OneStep)).Steps[0].Status);
        await world.AssertNoSecretAsync();
    }

    [Fact]
    public async Task A_store_that_fails_tells_nothing()
    {
        await using var world = await SecretWorld.StartAsync();
        world.Store.BeforeInsert = (_, _) => throw new IOException("No space left on device");
        Assert.Equal(SyncErrorCode.StoreError, CodeOf(await world.SyncAsync()));
        world.Store.BeforeInsert = (_, _) => Task.CompletedTask;
        world.Store.BeforePublish = (_, _) => throw new InvalidOperationException("a defect of the store");
        Assert.Equal(SyncErrorCode.StoreError, CodeOf(await world.SyncAsync()));

        var profile = Path.Combine(world.Data, SyncFixture.Profile);
        Directory.Delete(profile, recursive: true);
        await File.WriteAllTextAsync(profile, "a file where the profile's directory should be");
        Assert.Equal(SyncErrorCode.StoreError, CodeOf(await world.SyncAsync()));

        await world.AssertNoSecretAsync();
    }

    [Theory]
    [InlineData("http://no-such-panel.invalid", SyncErrorCode.Network)]
    [InlineData("https://no-such-panel.invalid", SyncErrorCode.Network)]
    public async Task A_host_that_nobody_knows_tells_nothing(string address, SyncErrorCode expected)
    {
        await using var world = await SecretWorld.StartAsync();
        world.MoveTo(address, options => options.Retries = 1);

        Assert.Equal(expected, CodeOf(await world.SyncAsync()));
        await world.AssertNoSecretAsync();
    }

    [Fact]
    public async Task A_connection_that_is_refused_and_one_without_TLS_tell_nothing()
    {
        await using var world = await SecretWorld.StartAsync();
        world.MoveTo($"https://127.0.0.1:{world.Provider.BaseAddress.Port}");
        var tls = await world.SyncAsync();

        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            world.MoveTo($"http://{listener.LocalEndpoint}");
        }

        var refused = await world.SyncAsync();

        Assert.Equal((SyncErrorCode.Network, "the TLS handshake with the provider failed"), (tls.Error!.Code, tls.Error.Message));
        Assert.Equal((SyncErrorCode.Network, "the connection to the provider failed"), (refused.Error!.Code, refused.Error.Message));
        await world.AssertNoSecretAsync();
    }

    public static TheoryData<string, string, SyncErrorCode> RawAnswers() => new()
    {
        { "a redirect to another host", $"HTTP/1.1 302 Found\r\nLocation: http://other.example.test/player_api.php?{SecretWorld.Query}\r\n\r\n", SyncErrorCode.Redirect },
        { "a redirect to nowhere", $"HTTP/1.1 301 {SecretWorld.Query}\r\nLocation: http://[?{SecretWorld.Query}\r\n\r\n", SyncErrorCode.Redirect },
        { "a redirect to another port", $"HTTP/1.1 307 Temporary\r\nLocation: http://127.0.0.1:1/{SecretWorld.Query}\r\n\r\n", SyncErrorCode.Redirect },
        { "headers that echo", $"HTTP/1.1 404 {SecretWorld.Query}\r\nX-Request: {SecretWorld.Username}\r\nSet-Cookie: p={SecretWorld.Password}\r\n\r\n", SyncErrorCode.HttpStatus },
        { "a wait that is none", $"HTTP/1.1 429 Too Many\r\nRetry-After: {SecretWorld.Query}\r\n\r\n", SyncErrorCode.RateLimited },
        { "no HTTP", $"GET {SecretWorld.Query}\r\n\r\n", SyncErrorCode.Network },
        { "a header without a colon", $"HTTP/1.1 200 OK\r\n{SecretWorld.Query}\r\n\r\n", SyncErrorCode.Network },
        { "a length that is none", $"HTTP/1.1 200 OK\r\nContent-Length: {SecretWorld.Password}\r\n\r\n[", SyncErrorCode.Truncated },
        { "a broken chunk", $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n[\r\n{SecretWorld.Query}\r\n", SyncErrorCode.Truncated },
        { "a body cut short", $"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n[{{\"stream_id\":1,\"name\":\"{SecretWorld.Query}", SyncErrorCode.Truncated },
        { "a body that is no gzip", $"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n{SecretWorld.Query}", SyncErrorCode.NotJson },
    };

    [Theory]
    [MemberData(nameof(RawAnswers))]
    public async Task No_head_of_an_answer_tells_the_credentials(string answer, string bytes, SyncErrorCode expected)
    {
        await using var world = await SecretWorld.StartAsync();
        await using var server = new LoopbackServer(
            [LoopbackServer.Ok(Echoes.Account(1, "Active")), .. Enumerable.Repeat(Encoding.Latin1.GetBytes(bytes), 4)]);
        world.MoveTo(server.BaseUrl);

        var report = await world.SyncAsync(OneStep);

        Assert.True(CodeOf(report) == expected, $"{answer}: {CodeOf(report)}");
        Assert.All(server.Targets, target => Assert.Contains(SecretWorld.Query, target, StringComparison.Ordinal));
        await world.AssertNoSecretAsync();
    }

    private static SyncErrorCode? CodeOf(SyncReport report) =>
        report.Error?.Code ?? report.Steps.Select(step => step.Error?.Code).FirstOrDefault(code => code is not null);

    private static Fault Check(Fault fault) => fault with { Target = Fault.AccountCheck };

    private static Fault List(Fault fault) => fault with { Target = "channels" };
}
