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
        server.Enqueue(LoopbackServer.Status(status, $"Location: {server.BaseUrl}d?b=2\r\n"));
        server.Enqueue(LoopbackServer.Ok("""[{"stream_id":1}]"""));
        using var source = Sources.For(server);

        Assert.Single((await RecordReader.ReadAsync(source, Datasets.Channels)).Items);
        Assert.Equal(["/c/player_api.php?a=1", "/d?b=2"], server.Targets.Skip(1));
    }

    [Theory]
    [InlineData("http://localhost:{0}/player_api.php?username=us%40r%20%261&password=p%23ss%25w%2Frd%2B")]
    [InlineData("https://127.0.0.1:{0}/")]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("//other.example.test/")]
    [InlineData("ftp://127.0.0.1:{0}/")]
    [InlineData("http://[")]
    public async Task A_redirect_to_anywhere_else_is_refused_and_its_target_not_shown(string location)
    {
        await using var server = new LoopbackServer();
        server.Enqueue(LoopbackServer.Status(302, $"Location: {location.Replace("{0}", $"{server.Port}", StringComparison.Ordinal)}\r\n"));
        using var source = Sources.For(server);

        var result = await RecordReader.ReadAsync(source, Datasets.Channels);

        Assert.Equal(SyncErrorCode.Redirect, result.Error!.Code);
        Assert.DoesNotContain("://", result.Exception!.ToString().Replace(" in /", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Single(server.Targets);
    }

    [Fact]
    public async Task A_circle_of_redirects_ends()
    {
        await using var server = new LoopbackServer([.. Enumerable.Repeat(LoopbackServer.Status(302, "Location: /again\r\n"), 10)]);
        using var source = Sources.For(server);

        Assert.Equal(SyncErrorCode.Redirect, (await RecordReader.ReadAsync(source, Datasets.Channels)).Error!.Code);
        Assert.Equal(6, server.Targets.Count);
    }
}
