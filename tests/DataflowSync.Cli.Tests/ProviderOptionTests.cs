using DataflowSync.Testing;

namespace DataflowSync.Cli.Tests;

/// <summary>How the tool is told of a provider, and what it does only when asked for.</summary>
public sealed class ProviderOptionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_whole_link_needs_no_user_name_and_no_password(bool isSync)
    {
        await using var fixture = await ToolFixture.StartAsync();
        var link = Link(fixture, fixture.Provider.Username, fixture.Provider.Password);

        var result = await Tool.RunAsync(isSync
            ? ["sync", "--url", link, "--profile", "home", "--data", fixture.Data, "--request-interval", "0ms", "--quiet", "--steps", "channels"]
            : ["check", "--url", link]);

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
        Assert.DoesNotContain(fixture.Provider.Password, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_name_and_password_that_are_given_go_before_those_of_a_link()
    {
        await using var fixture = await ToolFixture.StartAsync();

        var result = await Tool.Start(
            ["check", "--url", Link(fixture, "other", "wrong"), "--username", fixture.Provider.Username],
            environment: ("DATAFLOWSYNC_PASSWORD", fixture.Provider.Password)).EndAsync();

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
    }

    [Theory]
    [InlineData("http://u:SECRET@127.0.0.1:1/", "user information")]
    [InlineData("http://127.0.0.1:1/get.php?password=SECRET", "--username is needed")]
    [InlineData("http://127.0.0.1:1/get.php?username=SECRET", "a password is needed")]
    public async Task A_link_that_says_too_little_or_too_much_is_refused_in_one_line(string link, string expected)
    {
        var result = await Tool.RunAsync("check", "--url", link);

        Assert.Equal((64, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains(expected, Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_proxy_of_the_environment_is_used_only_when_asked_for(bool asked)
    {
        await using var fixture = await ToolFixture.StartAsync();
        await using var proxy = await FakeProvider.StartAsync();
        string[] arguments =
            ["check", "--url", $"{fixture.Provider.BaseAddress}", "--username", fixture.Provider.Username, "--password", fixture.Provider.Password];

        var result = await Tool.Start(
            asked ? [.. arguments, "--system-proxy"] : arguments,
            environment: [("HTTP_PROXY", $"{proxy.BaseAddress}"), ("http_proxy", $"{proxy.BaseAddress}"), ("NO_PROXY", ""), ("no_proxy", "")]).EndAsync();

        // The stand-in for a proxy does not know the account.
        Assert.Equal(asked ? 1 : 0, result.ExitCode);
        Assert.Equal(asked ? (0, 1) : (1, 0), (fixture.Provider.Requests.Count, proxy.Requests.Count));
    }

    [Fact]
    public async Task More_retries_than_the_breaker_allows_failures_are_all_made()
    {
        await using var fixture = await ToolFixture.StartAsync();
        fixture.Provider.Faults.Add(Fault.Status(503) with { Target = "movies", Times = 10 });

        var result = await fixture.SyncAsync("--retries", "10");

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
        Assert.Equal(11, fixture.Provider.Requests.Count(request => request.Action == "get_vod_streams"));
    }

    [Fact]
    public async Task A_list_larger_than_allowed_fails_its_step()
    {
        await using var fixture = await ToolFixture.StartAsync();

        var result = await fixture.SyncAsync("--steps", "movies", "--max-body-bytes", "2000");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("\"LimitExceeded\"", result.Output, StringComparison.Ordinal);
    }

    private static string Link(ToolFixture fixture, string username, string password) =>
        $"{fixture.Provider.BaseAddress}get.php?username={Uri.EscapeDataString(username)}&password={Uri.EscapeDataString(password)}&type=m3u_plus&output=ts";
}
