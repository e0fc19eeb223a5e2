namespace DataflowSync.Xtream.Tests;

public sealed class RequestTests
{
    private const string Credentials = "username=us%40r%20%261&password=p%23ss%25w%2Frd%2B";

    [Fact]
    public async Task A_run_asks_for_the_account_and_then_for_six_lists_in_order()
    {
        await using var server = new LoopbackServer(
            [LoopbackServer.Ok("""{"user_info":{"auth":1,"status":"Active"}}"""), .. Enumerable.Repeat(LoopbackServer.Ok("[]"), 6)]);
        using var source = Sources.For(server);

        await source.CheckAsync(CancellationToken.None);
        foreach (var step in source.Steps)
        {
            Assert.Null((await RecordReader.ReadAsync(source, step.Name)).Error);
        }

        Assert.Equal(
            ["channel-categories", "channels", "movie-categories", "movies", "series-categories", "series"],
            source.Steps.Select(step => step.Name));
        Assert.Equal(
            [
                $"/player_api.php?{Credentials}",
                $"/player_api.php?{Credentials}&action=get_live_categories",
                $"/player_api.php?{Credentials}&action=get_live_streams",
                $"/player_api.php?{Credentials}&action=get_vod_categories",
                $"/player_api.php?{Credentials}&action=get_vod_streams",
                $"/player_api.php?{Credentials}&action=get_series_categories",
                $"/player_api.php?{Credentials}&action=get_series",
            ],
            server.Targets);
    }

    [Fact]
    public async Task Series_details_are_asked_for_by_id()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("[]"));
        using var source = Sources.For(server);

        await source.GetSeriesDetailsAsync(2_356_443_347);

        Assert.Equal($"/player_api.php?{Credentials}&action=get_series_info&series_id=2356443347", server.Targets.Single());
    }

    [Fact]
    public async Task A_base_address_keeps_its_path_and_loses_what_was_pasted_with_it()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("[]"));
        using var source = XtreamSource.Create(
            new XtreamAccount($" 127.0.0.1:{server.Port}/panel/get.php?username=x&password=y ", "u", "p"),
            Sources.Fast());

        await RecordReader.ReadAsync(source, Datasets.Channels);

        Assert.Equal("/panel/player_api.php?username=u&password=p&action=get_live_streams", server.Targets.Single());
    }

    [Theory]
    [InlineData(null, null, XtreamOptions.DefaultUserAgent)]
    [InlineData("Options/1", null, "Options/1")]
    [InlineData("Options/1", "Account/2 (tv)", "Account/2 (tv)")]
    public async Task The_accounts_user_agent_goes_before_the_options_one(string? options, string? account, string expected)
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("[]"));
        var asked = Sources.Fast();
        asked.UserAgent = options ?? asked.UserAgent;
        using var source = XtreamSource.Create(new XtreamAccount(server.BaseUrl, "u", "p", account), asked);

        await RecordReader.ReadAsync(source, Datasets.Channels);

        Assert.Contains($"User-Agent: {expected}\r\n", server.Heads.Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("traceparent", server.Heads.Single(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_length_of_a_body_is_told_where_the_provider_says_it()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("[]"));
        using var source = Sources.For(server);

        await foreach (var body in source.OpenAsync(source.Steps[1], CancellationToken.None))
        {
            await using (body)
            {
                Assert.Equal(2, body.Length);
            }
        }
    }

    [Fact]
    public void A_step_of_another_source_is_refused()
    {
        using var source = XtreamSource.Create(new XtreamAccount("http://panel.example.test", "u", "p"));

        Assert.Throws<ArgumentException>(() => source.OpenAsync(new SyncStep("radios", source.Steps[0].Format), CancellationToken.None));
    }
}
