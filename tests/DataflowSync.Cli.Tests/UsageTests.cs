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
    [InlineData("demo")]
    [InlineData("sync")]
    [InlineData("check")]
    [InlineData("export")]
    [InlineData("status")]
    [InlineData("verify")]
    [InlineData("profiles")]
    [InlineData("forget")]
    [InlineData("provider")]
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
    [InlineData("5")]
    [InlineData("-1s")]
    [InlineData("s")]
    [InlineData("1d")]
    [InlineData("1e3s")]
    [InlineData("25h")]
    [InlineData("1 s")]
    public void Anything_else_is_no_duration(string text) => Assert.False(Options.Durations.TryParse(text, out _));
}
