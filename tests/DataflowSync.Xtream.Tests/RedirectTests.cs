using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Xtream.Tests;

public sealed class RedirectTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_on_the_same_host_is_followed(int status)
    {
        await using var server = new LoopbackServer();
        server.Enqueue(LoopbackServer.Status(status, "Location: /c/player_api.php?a=1\r\n"));
        server.Enqueue(LoopbackServer.Status(status, $"Location: {server.BaseUrl}d?b=2#part\r\n"));
        server.Enqueue(LoopbackServer.Ok("""[{"stream_id":1}]"""));
        using var source = Sources.For(server);

        Assert.Single((await RecordReader.ReadAsync(source, Datasets.Channels)).Items);
        Assert.Equal(["/c/player_api.php?a=1", "/d?b=2"], server.Targets.Skip(1));
    }

    [Fact]
    public async Task Another_port_of_the_same_host_is_the_same_host()
    {
        await using var other = new LoopbackServer(LoopbackServer.Ok("""[{"stream_id":1}]"""));
        await using var server = Redirecting($"http://u:p@127.0.0.1:{other.Port}/x?a=1");
        using var source = Sources.For(server);

        Assert.Single((await RecordReader.ReadAsync(source, Datasets.Channels)).Items);
        Assert.Equal("/x?a=1", other.Targets.Single());
        Assert.DoesNotContain("Authorization", other.Heads.Single(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task From_http_to_https_is_an_upgrade_and_followed()
    {
        await using var secure = new TlsServer(LoopbackServer.Ok("""[{"stream_id":1}]"""));
        await using var server = Redirecting($"https://127.0.0.1:{secure.Port}/x");
        using var source = Sources.For(server, options: new XtreamOptions { RequestInterval = TimeSpan.Zero, InsecureTls = true });

        Assert.Single((await RecordReader.ReadAsync(source, Datasets.Channels)).Items);
    }

    [Theory]
    [InlineData(false, "the provider redirects from https to http, which would show the credentials to everyone on the way (302); check the URL")]
    [InlineData(true, null)]
    public async Task From_https_to_http_is_followed_only_when_asked_for(bool allow, string? expected)
    {
        await using var plain = new LoopbackServer(LoopbackServer.Ok("""[{"stream_id":1}]"""));
        await using var secure = new TlsServer(LoopbackServer.Status(302, $"Location: http://127.0.0.1:{plain.Port}/\r\n"));
        var options = new XtreamOptions
        {
            RequestInterval = TimeSpan.Zero,
            InsecureTls = true,
            AllowInsecureRedirects = allow,
            AllowRedirectsToOtherHosts = !allow,
        };
        using var source = XtreamSource.Create(new XtreamAccount($"https://127.0.0.1:{secure.Port}", Sources.Username, Sources.Password), options);

        var result = await RecordReader.ReadAsync(source, Datasets.Channels);

        Assert.Equal((expected, allow ? 1 : 0), (result.Error?.Message, plain.Targets.Count));
    }

    [Theory]
    [InlineData(false, "the provider redirects to another host, which would be given the credentials (302); check the URL")]
    [InlineData(true, null)]
    public async Task Another_host_is_given_the_credentials_only_when_asked_for(bool allow, string? expected)
    {
        await using var other = new LoopbackServer(LoopbackServer.Ok("""[{"stream_id":1}]"""));
        await using var server = Redirecting($"http://localhost:{other.Port}/player_api.php?username=us%40r%20%261&password=p%23ss%25w%2Frd%2B");
        using var source = Sources.For(
            server, options: new XtreamOptions { RequestInterval = TimeSpan.Zero, AllowRedirectsToOtherHosts = allow, AllowInsecureRedirects = !allow });

        var result = await RecordReader.ReadAsync(source, Datasets.Channels);

        Assert.Equal((expected, allow ? 1 : 0), (result.Error?.Message, other.Targets.Count));
    }

    [Fact]
    public async Task The_other_host_has_turns_of_its_own()
    {
        var time = new FakeTimeProvider();
        var providers = new XtreamProviders(time);
        await using var other = new LoopbackServer([null]);
        await using var server = Redirecting($"http://localhost:{other.Port}/");
        var options = new XtreamOptions { RequestInterval = TimeSpan.Zero, AllowRedirectsToOtherHosts = true };
        using var source = Sources.For(server, time, options, providers);
        using var neighbour = XtreamSource.Create(new XtreamAccount($"http://localhost:{server.Port}", "u", "p"), options, time, providers);

        var redirected = RecordReader.ReadAsync(source, Datasets.Channels);
        await other.WaitForRequestAsync();
        var waiting = RecordReader.ReadAsync(neighbour, Datasets.Channels);
        server.Enqueue(LoopbackServer.Ok("[]"));
        Assert.Null((await RecordReader.ReadAsync(source, Datasets.Channels)).Error);
        Assert.False(waiting.IsCompleted);

        server.Enqueue(LoopbackServer.Ok("[]"));
        await other.DisposeAsync();
        Assert.Equal(SyncErrorCode.Network, (await redirected).Error?.Code);
        Assert.Null((await waiting).Error);
    }

    [Theory]
    [InlineData("http://localhost:{0}/player_api.php?username=us%40r%20%261&password=p%23ss%25w%2Frd%2B")]
    [InlineData("//other.example.test/")]
    [InlineData("ftp://127.0.0.1:{0}/")]
    [InlineData("http://[")]
    [InlineData("")]
    public async Task A_redirect_that_is_not_followed_does_not_show_its_target(string location)
    {
        await using var server = new LoopbackServer();
        server.Enqueue(LoopbackServer.Status(302, $"Location: {location.Replace("{0}", $"{server.Port}", StringComparison.Ordinal)}\r\n"));
        using var source = Sources.For(server);

        var result = await RecordReader.ReadAsync(source, Datasets.Channels);

        Assert.Equal((SyncErrorCode.Redirect, 302), (result.Error!.Code, result.Error.HttpStatus));
        Assert.DoesNotContain("://", result.Exception!.ToString().Replace(" in /", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Single(server.Targets);
    }

    [Fact]
    public async Task A_circle_of_redirects_is_not_followed_twice()
    {
        await using var server = new LoopbackServer(
            [.. Enumerable.Range(0, 10).Select(i => LoopbackServer.Status(302, $"Location: /{(i % 2 == 0 ? "there" : "back")}\r\n"))]);
        using var source = Sources.For(server);

        Assert.Equal("the provider redirects in a circle (302); check the URL", (await RecordReader.ReadAsync(source, Datasets.Channels)).Error!.Message);
        Assert.Equal(["/there", "/back"], server.Targets.Skip(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task More_redirects_than_allowed_end(int most)
    {
        await using var server = new LoopbackServer([.. Enumerable.Range(0, 10).Select(i => LoopbackServer.Status(302, $"Location: /{i}\r\n"))]);
        using var source = Sources.For(server, options: new XtreamOptions { RequestInterval = TimeSpan.Zero, MaxRedirects = most });

        var error = (await RecordReader.ReadAsync(source, Datasets.Channels)).Error!;

        Assert.Equal((SyncErrorCode.Redirect, $"the provider redirects more than {most} times (302); check the URL"), (error.Code, error.Message));
        Assert.Equal(most + 1, server.Targets.Count);
    }

    private static LoopbackServer Redirecting(string location) => new(LoopbackServer.Status(302, $"Location: {location}\r\n"));
}
