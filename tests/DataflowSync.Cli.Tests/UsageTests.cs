namespace DataflowSync.Cli.Tests;

public sealed class UsageTests
{
    public static TheoryData<string> WrongCommandLines() => new()
    {
        "nonsense",
        "sync",
        "sync --url http://127.0.0.1:1 --username u --profile p",
        "sync --url http://127.0.0.1:1 --username u --password x --profile ../p",
        "sync --url http://127.0.0.1:1 --username u --password x --profile .p",
        "sync --url nonsense://x --username u --password x --profile p",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --steps tvshows",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --categories movies",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --categories movie-categories=1",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --retry-delay soon",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --batch-size 0",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --progress loud",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --store floppy",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --unknown",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --connect-timeout 0ms",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --connect-timeout 2h",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --headers-timeout 0s",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --request-interval 2h",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --retry-delay 2h",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --idle-timeout 0s",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --retries 101",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --data=",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --data ",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --trace-file ",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --max-body-bytes 1023",
        "sync --url http://127.0.0.1:1 --username u --password x --profile p --max-compression-ratio 0",
        "check --url http://127.0.0.1:1 --username u --password x --headers-timeout 0s",
        "demo --data ",
        "export --profile p",
        "export --profile p --kind tvshows",
        "export --profile p/q --kind movies",
        "status",
        "status --profile p/q",
        "status --profile p --store floppy",
        "verify",
        "verify --profile ..",
        "forget",
        "forget --profile p --yes",
        "profiles --profile p",
        "provider --fault movies:explode",
        "provider --port 70000",
        "demo --movies -1",
        "watch --url ",
        "watch --url 127.0.0.1:8080",
        "watch --url ftp://127.0.0.1",
        "watch --url http://u:p@127.0.0.1:8080",
        "watch --url http://127.0.0.1:8080/?key=1",
        "watch --profile p/q",
        "watch --api-key-file no-such-file",
        "watch home",
    };

    [Theory]
    [MemberData(nameof(WrongCommandLines))]
    public async Task A_wrong_command_line_exits_64_with_one_line_on_stderr_and_nothing_on_stdout(string commandLine)
    {
        var result = await Tool.RunAsync(commandLine.Split(' '));

        Assert.Equal((64, string.Empty), (result.ExitCode, result.Output));
        Assert.StartsWith("dataflowsync: ", Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--connect-timeout", "2h", "1ms to 1h")]
    [InlineData("--headers-timeout", "0s", "1ms to 24h")]
    [InlineData("--request-interval", "2h", "0s to 1h")]
    [InlineData("--retry-delay", "2h", "0s to 1h")]
    [InlineData("--retries", "101", "0 to 100")]
    public async Task A_value_out_of_its_range_is_told_with_the_range_before_anything_is_done(string option, string value, string range)
    {
        var directory = Directory.CreateTempSubdirectory("dataflowsync-usage-");
        var trace = Path.Combine(directory.FullName, "trace.ndjson");
        await File.WriteAllTextAsync(trace, "kept");

        var result = await Tool.RunAsync(
            "sync", "--url", "http://127.0.0.1:1", "--username", "u", "--password", "x", "--profile", "p", "--data", directory.FullName,
            "--trace-file", trace, option, value);

        Assert.Equal((64, $"dataflowsync: {option}: must be {range}.\n"), (result.ExitCode, result.Errors));
        Assert.Equal("kept", await File.ReadAllTextAsync(trace));
        directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData("--password", "my", "SECRET")]
    [InlineData("--password-stdin=SECRET")]
    [InlineData("--password", "x", "--passwrod=SECRET")]
    [InlineData("--password", "x", "--passwrod:SECRET")]
    [InlineData("--password", "x", "--SECRET!")]
    [InlineData("--password", "x", "@SECRET")]
    [InlineData("--password", "x", "--retries", "SECRET")]
    [InlineData("--password", "x", "--retry-delay", "SECRET")]
    [InlineData("--password", "x", "--progress", "SECRET")]
    [InlineData("--password", "x", "--store", "postgres:SECRET")]
    public async Task What_is_wrong_is_told_without_repeating_values(params string[] arguments)
    {
        var result = await Tool.RunAsync(["sync", "--url", "http://127.0.0.1:1", "--username", "u", "--profile", "p", .. arguments]);

        Assert.Equal((64, string.Empty), (result.ExitCode, result.Output));
        Assert.DoesNotContain("SECRET", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_option_is_named() =>
        Assert.Equal(
            "dataflowsync: unrecognized argument --fast. Try 'dataflowsync demo --help'.\n",
            (await Tool.RunAsync("demo", "--fast=yes")).Errors);

    [Fact]
    public async Task A_password_that_begins_with_an_at_sign_is_a_password()
    {
        await using var fixture = await ToolFixture.StartAsync(options => options.Password = "@abc");

        var result = await fixture.SyncAsync("--steps", "channels");

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
    }

    [Fact]
    public async Task Help_has_an_example() =>
        Assert.Contains("dataflowsync sync --url", (await Tool.RunAsync("--help")).Output.Split("Usage:")[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("demo")]
    [InlineData("sync")]
    [InlineData("check")]
    [InlineData("export")]
    [InlineData("status")]
    [InlineData("verify")]
    [InlineData("profiles")]
    [InlineData("forget")]
    [InlineData("provider")]
    [InlineData("serve")]
    [InlineData("watch")]
    public async Task Every_command_has_help_with_an_example(string command)
    {
        var result = await Tool.RunAsync(command, "--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"dataflowsync {command}", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("1.5s", 1_500)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("0ms", 0)]
    public void A_duration_is_a_number_with_its_unit(string text, double milliseconds)
    {
        Assert.True(Options.Durations.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(1_500.0)]
    [InlineData(120_000.0)]
    [InlineData(86_400_000.0)]
    public void A_duration_is_shown_as_it_can_be_typed(double milliseconds)
    {
        Assert.True(Options.Durations.TryParse(Options.Durations.Format(TimeSpan.FromMilliseconds(milliseconds)), out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("-1s")]
    [InlineData("s")]
    [InlineData("1d")]
    [InlineData("1e3s")]
    [InlineData("25h")]
    [InlineData("1 s")]
    public void Anything_else_is_no_duration(string text) => Assert.False(Options.Durations.TryParse(text, out _));
}
