using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Xtream.Tests;

public sealed class AccountTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Theory]
    [InlineData("\"auth\":1,\"status\":\"Active\",\"exp_date\":\"1893456000\",\"max_connections\":\"2\"", "Active", 1893456000L, 2)]
    [InlineData("\"auth\":\"1\",\"status\":\"active\",\"exp_date\":1893456000,\"max_connections\":1", "active", 1893456000L, 1)]
    [InlineData("\"auth\":true,\"status\":\"Active\",\"exp_date\":null,\"max_connections\":null", "Active", null, null)]
    [InlineData("\"auth\":1,\"exp_date\":\"Unlimited\",\"max_connections\":\"0\",\"active_cons\":\"N/A\"", "Active", null, null)]
    [InlineData("\"auth\":1,\"status\":\"\",\"exp_date\":\"2030-01-01 00:00:00\",\"max_connections\":\"N/A\"", "Active", 1893456000L, null)]
    [InlineData("\"status\":\"Activo\",\"exp_date\":\"0\",\"allowed_output_formats\":{\"0\":\"ts\"}", "Activo", null, null)]
    [InlineData("\"\\ud800\":1,\"auth\":1,\"\\u0073tatus\":\"Active\",\"auth\\udc00\":0", "Active", null, null)]
    [InlineData("\"auth\":1,\"status\":\"\\ud83d\",\"exp_date\":\"\"", "\uFFFD", null, null)]
    public async Task A_usable_account_tells_of_itself(string info, string status, long? expires, int? connections)
    {
        var account = await CheckAsync($$$"""{"user_info":{{{{info}}}},"server_info":{"url":"x"}}""");

        Assert.Equal(
            new AccountInfo(status, expires is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null, connections),
            account);
    }

    [Theory]
    [InlineData("<br />\n<b>Warning</b>: Undefined index {x} in <b>/a.php</b> on line <b>3</b><br />\n", null)]
    [InlineData("Deprecated: [] {} ", null)]
    [InlineData("<html><body>", SyncErrorCode.NotJson)]
    [InlineData("<!DOCTYPE html>", SyncErrorCode.NotJson)]
    public async Task Warnings_before_the_account_are_skipped_and_web_pages_are_not(string before, SyncErrorCode? code)
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok(before + """{ "user_info":{"auth":1,"status":"Active"}}<!-- end -->"""));
        using var source = Sources.For(server);

        var error = await Record.ExceptionAsync(() => source.CheckAsync(CancellationToken.None));

        Assert.Equal(code, (error as SourceException)?.Error.Code);
    }

    [Theory]
    [InlineData("\"auth\":0")]
    [InlineData("\"auth\":\"0\"")]
    [InlineData("\"auth\":false")]
    [InlineData("\"auth\":\"false\"")]
    [InlineData("\"auth\":0,\"status\":\"Expired\"")]
    public async Task Auth_0_is_a_rejection(string info) =>
        Assert.Equal(SyncErrorCode.AuthRejected, (await RefusedAsync($$$"""{"user_info":{{{{info}}}}}""")).Code);

    [Theory]
    [InlineData("\"auth\":1,\"status\":\"Banned\"")]
    [InlineData("\"auth\":1,\"status\":\"Disabled\"")]
    [InlineData("\"auth\":1,\"status\":\"EXPIRED\"")]
    [InlineData("\"auth\":1,\"status\":\"Active\",\"exp_date\":1700000000")]
    [InlineData("\"auth\":1,\"status\":\"Active\",\"exp_date\":\"2023-11-14 22:13:20\"")]
    public async Task An_account_out_of_use_is_inactive(string info) =>
        Assert.Equal(SyncErrorCode.AccountInactive, (await RefusedAsync($$$"""{"user_info":{{{{info}}}}}""")).Code);

    [Theory]
    [InlineData("""{"user_info":{"auth":0}}""", SyncErrorCode.AuthRejected)]
    [InlineData("""{"user_info":{"auth":1,"status":"banned"}}""", SyncErrorCode.AccountInactive)]
    [InlineData("""{"user_info":{"auth":1,"status":"Active","exp_date":"1600000000"}}""", SyncErrorCode.AccountInactive)]
    [InlineData("""{"user_info":{"auth":1,"status":"Active"}}""", SyncErrorCode.UnexpectedShape)]
    [InlineData("""{"error":"MySQL: gone away"}""", SyncErrorCode.ProviderError)]
    [InlineData("""{"\ud800":1,"error":"MySQL: gone away"}""", SyncErrorCode.ProviderError)]
    [InlineData("""{"status":"error","message":"try later"}""", SyncErrorCode.ProviderError)]
    [InlineData("""{"result":false}""", SyncErrorCode.ProviderError)]
    [InlineData("""{"error":{"code":5}}""", SyncErrorCode.ProviderError)]
    [InlineData("""{"error":false,"list":[]}""", SyncErrorCode.UnexpectedShape)]
    [InlineData("""{"server_info":{}}""", SyncErrorCode.UnexpectedShape)]
    [InlineData("""{"user_info":{"auth":0""", SyncErrorCode.Truncated)]
    [InlineData("nul", SyncErrorCode.Truncated)]
    [InlineData("null\n", SyncErrorCode.NullBody)]
    [InlineData("true", SyncErrorCode.UnexpectedShape)]
    [InlineData("42", SyncErrorCode.UnexpectedShape)]
    [InlineData("403 Forbidden", SyncErrorCode.Blocked)]
    [InlineData("not allowed", SyncErrorCode.Blocked)]
    [InlineData("Too many requests", SyncErrorCode.Blocked)]
    [InlineData("MySQL server has gone away", SyncErrorCode.NotJson)]
    [InlineData("<!DOCTYPE html><html>Access denied [{}]</html>", SyncErrorCode.NotJson)]
    public void What_comes_in_place_of_a_list_says_why(string body, SyncErrorCode expected)
    {
        using var source = XtreamSource.Create(new XtreamAccount("http://panel.example.test", "u", "p"), timeProvider: new FakeTimeProvider(Now));

        var result = RecordReader.Read(source.Steps[1].Format, System.Text.Encoding.UTF8.GetBytes(body), 1, 3, 2);

        Assert.Equal(expected, result.Error?.Code);
    }

    [Fact]
    public void An_errors_text_is_shown_in_one_short_line()
    {
        var error = Sources.Map(Datasets.Movies, $$"""{"error":"MySQL:\n gone\u0007away {{new string('x', 400)}}"}""").Error!;

        Assert.StartsWith("the provider reports an error: MySQL:  gone away xxx", error.Message, StringComparison.Ordinal);
        Assert.Equal("the provider reports an error: ".Length + 200, error.Message.Length);
    }

    [Fact]
    public void A_User_Agent_with_a_line_break_is_refused() =>
        Assert.Throws<ArgumentException>(() => new XtreamAccount("http://h", "u", "p", "a\r\nX-Evil: 1"));

    private static async Task<AccountInfo?> CheckAsync(string body)
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok(body));
        using var source = Sources.For(server, new FakeTimeProvider(Now));
        return await source.CheckAsync(CancellationToken.None);
    }

    private static async Task<SyncError> RefusedAsync(string body) =>
        (await Assert.ThrowsAsync<SourceException>(() => CheckAsync(body))).Error;
}
