using System.CommandLine;
using System.IO.Hashing;
using System.Net.Sockets;
using System.Text;
using DataflowSync.Testing;

namespace DataflowSync.Cli.Tests;

/// <summary>Standard streams and files that are full, closed, or of another encoding.</summary>
public sealed class StreamTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("ndjson")]
    [InlineData("auto")]
    public async Task Standard_error_that_cannot_be_written_changes_nothing(string mode)
    {
        await using var fixture = await ToolFixture.StartAsync();

        var good = await Tool.RunInShellAsync("\"$@\" 2>/dev/full", fixture.SyncArguments("--json", "--progress", mode));
        var closed = await Tool.RunInShellAsync("\"$@\" 2>&-", fixture.SyncArguments("--progress", mode));
        var wrong = await Tool.RunInShellAsync("\"$@\" 2>/dev/full", "nonsense");

        Assert.Equal((0, "Completed"), (good.ExitCode, good.Json["status"]!.GetValue<string>()));
        Assert.Equal((0, 64), (closed.ExitCode, wrong.ExitCode));
    }

    [Fact]
    public async Task A_trace_file_on_a_full_disk_costs_the_trace_and_one_line()
    {
        await using var fixture = await ToolFixture.StartAsync();

        var result = await fixture.SyncAsync("--trace-file", "/dev/full");

        Assert.Equal((0, "Completed"), (result.ExitCode, result.Json["status"]!.GetValue<string>()));
        Assert.StartsWith("dataflowsync: warning: the trace file is incomplete: ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_file_that_cannot_be_made_is_one_line_and_no_run()
    {
        await using var fixture = await ToolFixture.StartAsync();

        var result = await fixture.SyncAsync("--trace-file", Path.Combine(fixture.Data, "nowhere", "trace.ndjson"));

        Assert.Equal((1, string.Empty), (result.ExitCode, result.Output));
        Assert.DoesNotContain("defect", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(fixture.Provider.Requests);
    }

    [Fact]
    public async Task A_report_that_cannot_be_printed_is_a_failure()
    {
        await using var fixture = await ToolFixture.StartAsync();

        var result = await Tool.RunInShellAsync("\"$@\" >/dev/full", fixture.SyncArguments("--json", "--quiet"));

        Assert.Equal(1, result.ExitCode);
        Assert.Single(result.ErrorLines);
    }

    [Fact]
    public async Task An_export_that_is_not_read_any_more_ends_early_and_quietly()
    {
        await using var fixture = await ToolFixture.StartAsync(options => options.Movies = 12_000);
        await fixture.SyncAsync("--steps", "movies");
        var file = Directory.GetFiles(Path.Combine(fixture.Data, "home"), "movies.*.db").Single();
        await fixture.DamageAsync(Path.GetFileName(file));
        string[] export = ["export", "--profile", "home", "--data", fixture.Data, "--kind", "movies"];

        // The damage tells how far an export came.
        var whole = await Tool.RunAsync(export);
        var first = await Tool.RunInShellAsync("\"$@\" | head -n 1; exit ${PIPESTATUS[0]}", export);

        Assert.Equal(1, whole.ExitCode);
        Assert.Equal((0, 1, string.Empty), (first.ExitCode, first.Lines.Count, first.Errors));
    }

    [Theory]
    [InlineData(">")]
    [InlineData(">>")]
    public async Task An_export_into_a_file_leaves_what_is_written_beside_it(string redirection)
    {
        await using var fixture = await ToolFixture.StartAsync();
        await fixture.SyncAsync("--steps", "channels");
        var file = Path.Combine(fixture.Data, "out.ndjson");

        await Tool.RunInShellAsync(
            $"(echo before; \"$@\"; echo after) {redirection} '{file}'", "export", "--profile", "home", "--data", fixture.Data, "--kind", "channels");

        var lines = await File.ReadAllLinesAsync(file);
        Assert.Equal((122, "before", "after"), (lines.Length, lines[0], lines[^1]));
    }

    [Fact]
    public async Task Json_is_UTF_8_whatever_the_locale()
    {
        await using var fixture = await ToolFixture.StartAsync();
        fixture.Provider.Faults.Add(Fault.Body("""{"error":"Größe ✓"}""") with { Target = "movies", Times = null });

        var result = await Tool.Start(fixture.SyncArguments("--json", "--quiet", "--retries", "0"), input: null, ("LC_ALL", "de_DE.ISO-8859-1")).EndAsync();

        Assert.EndsWith("Größe ✓", result.Step("movies")["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_still_gets_a_report()
    {
        await using var fixture = await ToolFixture.StartAsync();
        await fixture.SyncAsync();
        var pointer = Path.Combine(fixture.Data, "home", "pointer.json");
        File.Delete(pointer);
        Directory.CreateDirectory(pointer);

        var result = await fixture.SyncAsync("--steps", "channels");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(("Failed", 0), (result.Json["status"]!.GetValue<string>(), result.Json["moviesSynced"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_one_plain_line()
    {
        await using var fixture = await ToolFixture.StartAsync();
        await fixture.SyncAsync("--steps", "channels");
        await MakeNewerAsync(Path.Combine(fixture.Data, "home", "pointer.json"));

        var result = await fixture.RunAsync("export", "--kind", "channels");

        Assert.Equal((1, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains("newer version", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.DoesNotContain("defect", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_plain_line()
    {
        await using var fixture = await ToolFixture.StartAsync();

        var result = await Tool.RunAsync("provider", "--port", $"{fixture.Provider.BaseAddress.Port}");

        Assert.Equal((1, string.Empty), (result.ExitCode, result.Output));
        Assert.DoesNotContain("defect", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    public static TheoryData<Exception> Troubles() =>
        [new SocketException((int)SocketError.AccessDenied), new NotSupportedException("x"), new IOException("x"), new UnauthorizedAccessException("x")];

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task What_the_system_refuses_is_one_plain_line(Exception trouble)
    {
        var before = Console.Error;
        var errors = new StringWriter();
        Console.SetError(errors);
        try
        {
            var root = new RootCommand();
            root.SetAction((_, _) => Task.FromException<int>(trouble));

            Assert.Equal(1, await CommandRunner.RunAsync(root, []));
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.Equal($"dataflowsync: {trouble.Message}\n", errors.ToString());
    }

    /// <summary>Raises the format version of a file that holds its own sum, and the sum with it.</summary>
    private static async Task MakeNewerAsync(string path)
    {
        const string Blank = "0000000000000000";
        var text = await File.ReadAllTextAsync(path);
        var end = text.LastIndexOf('"');
        var newer = (text[..(end - Blank.Length)] + Blank + text[end..]).Replace("\"formatVersion\": 1", "\"formatVersion\": 2", StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, newer.Replace(Blank, $"{XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(newer)):x16}", StringComparison.Ordinal));
    }
}
