using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Xtream.Tests;

public sealed class StatusTests
{
    [Theory]
    [InlineData(401, SyncErrorCode.AuthRejected, SyncErrorCode.HttpStatus)]
    [InlineData(403, SyncErrorCode.AuthRejected, SyncErrorCode.HttpStatus)]
    [InlineData(404, SyncErrorCode.AuthRejected, SyncErrorCode.HttpStatus)]
    [InlineData(884, SyncErrorCode.AuthRejected, SyncErrorCode.HttpStatus)]
    [InlineData(885, SyncErrorCode.ConnectionLimit, SyncErrorCode.ConnectionLimit)]
    [InlineData(458, SyncErrorCode.ConnectionLimit, SyncErrorCode.ConnectionLimit)]
    [InlineData(429, SyncErrorCode.RateLimited, SyncErrorCode.RateLimited)]
    [InlineData(300, SyncErrorCode.Redirect, SyncErrorCode.Redirect)]
    [InlineData(304, SyncErrorCode.Redirect, SyncErrorCode.Redirect)]
    [InlineData(204, SyncErrorCode.HttpStatus, SyncErrorCode.HttpStatus)]
    [InlineData(206, SyncErrorCode.HttpStatus, SyncErrorCode.HttpStatus)]
    [InlineData(400, SyncErrorCode.HttpStatus, SyncErrorCode.HttpStatus)]
    [InlineData(408, SyncErrorCode.HttpStatus, SyncErrorCode.HttpStatus)]
    [InlineData(461, SyncErrorCode.HttpStatus, SyncErrorCode.HttpStatus)]
    [InlineData(500, SyncErrorCode.HttpStatus, SyncErrorCode.HttpStatus)]
    [InlineData(503, SyncErrorCode.HttpStatus, SyncErrorCode.HttpStatus)]
    [InlineData(512, SyncErrorCode.HttpStatus, SyncErrorCode.HttpStatus)]
    [InlineData(524, SyncErrorCode.HttpStatus, SyncErrorCode.HttpStatus)]
    public async Task A_status_means_one_thing_to_the_account_check_and_maybe_another_to_a_list(
        int status,
        SyncErrorCode atCheck,
        SyncErrorCode atList)
    {
        await using var server = new LoopbackServer(LoopbackServer.Status(status), LoopbackServer.Status(status));
        using var source = Sources.For(server);

        var check = await Assert.ThrowsAsync<SourceException>(() => source.CheckAsync(CancellationToken.None));
        var list = await RecordReader.ReadAsync(source, Datasets.Movies);

        Assert.Equal((atCheck, status), (check.Error.Code, check.Error.HttpStatus));
        Assert.Equal((atList, status), (list.Error!.Code, list.Error.HttpStatus));
        Assert.Equal(status is 408 or 429 or >= 500 and < 600, list.Error.IsRetryable);
        Assert.Equal(atCheck == SyncErrorCode.AuthRejected, check.Error.EndsRun);
    }

    [Fact]
    public async Task A_failing_list_names_its_status()
    {
        await using var server = new LoopbackServer(LoopbackServer.Status(503));
        using var source = Sources.For(server);

        Assert.Equal("provider answered 503", (await RecordReader.ReadAsync(source, Datasets.Movies)).Error!.Message);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_refused_list_names_credentials_and_User_Agent(int status)
    {
        await using var server = new LoopbackServer(LoopbackServer.Status(status));
        using var source = Sources.For(server);

        var error = (await RecordReader.ReadAsync(source, Datasets.Movies)).Error!;

        Assert.Contains("credentials", error.Message, StringComparison.Ordinal);
        Assert.Contains("User-Agent", error.Message, StringComparison.Ordinal);
        Assert.False(error.EndsRun);
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(503, "120", 120)]
    [InlineData(429, "Wed, 21 Oct 2099 07:28:00 GMT", 90)]
    [InlineData(429, "Wed, 21 Oct 2099 07:26:00 GMT", 0)]
    public async Task Retry_After_is_carried_in_seconds_and_as_a_date(int status, string header, int seconds)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2099, 10, 21, 7, 26, 30, TimeSpan.Zero));
        await using var server = new LoopbackServer(LoopbackServer.Status(status, $"Retry-After: {header}\r\n"));
        using var source = Sources.For(server, time);

        var result = await RecordReader.ReadAsync(source, Datasets.Movies);

        Assert.Equal(TimeSpan.FromSeconds(seconds), result.Exception!.RetryAfter);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Retry-After: soon\r\n")]
    public async Task Without_a_usable_Retry_After_none_is_carried(string header)
    {
        await using var server = new LoopbackServer(LoopbackServer.Status(429, header));
        using var source = Sources.For(server);

        Assert.Null((await RecordReader.ReadAsync(source, Datasets.Movies)).Exception!.RetryAfter);
    }
}
