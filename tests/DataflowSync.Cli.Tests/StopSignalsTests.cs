using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using DataflowSync.Testing;

namespace DataflowSync.Cli.Tests;

public sealed class StopSignalsTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenSignals = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Waiting_for_a_password_can_be_cancelled(string signal)
    {
        await using var tool = Tool.StartWaiting("check", "--url", "http://127.0.0.1:1", "--username", "u", "--password-stdin");

        // More than a pipe holds: when it is through, the tool is reading and waits for the end of the line.
        await tool.Input.WriteAsync(new string('x', 500_000));
        await tool.Input.FlushAsync();
        await tool.SignalAsync(signal);

        Assert.Equal(130, (await tool.EndAsync()).ExitCode);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_sync_that_waits_for_a_connection_can_be_cancelled(string signal)
    {
        await using var fixture = await ToolFixture.StartAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var tool = Tool.Start([
            "sync", "--url", $"https://{listener.LocalEndpoint}", "--username", "u", "--password", "p", "--profile", "home", "--data", fixture.Data, "--json"]);
        using var client = await listener.AcceptTcpClientAsync().WaitAsync(LongEnough);
        await client.GetStream().ReadAtLeastAsync(new byte[1], 1); // The tool says hello, and nobody answers.

        await tool.SignalAsync(signal);

        await AssertCancelledAsync(tool, "Skipped Skipped Skipped Skipped Skipped Skipped");
    }

    [Theory]
    [InlineData("movies:delay=1h", "movies", "INT", "Completed Completed Completed Cancelled Skipped Skipped")]
    [InlineData("movies:delay=1h", "movies", "TERM", "Completed Completed Completed Cancelled Skipped Skipped")]
    [InlineData("account:delay=1h", "account", "INT", "Skipped Skipped Skipped Skipped Skipped Skipped")]
    [InlineData("movies:stall=10000", "movies", "TERM", "Completed Completed Completed Cancelled Skipped Skipped")]
    [InlineData("movies:status=503", "movies", "INT", "Completed Completed Completed Cancelled Skipped Skipped")]
    [InlineData("movies:status=503", "movies", "TERM", "Completed Completed Completed Cancelled Skipped Skipped")]
    [InlineData("account:status=503", "account", "TERM", "Skipped Skipped Skipped Skipped Skipped Skipped")]
    public async Task A_sync_that_waits_for_the_provider_or_for_another_try_can_be_cancelled(string fault, string target, string signal, string steps)
    {
        await using var fixture = await ToolFixture.StartAsync();
        fixture.Provider.Faults.Add(Fault.Parse(fault));
        await using var tool = Tool.Start(With(fixture.SyncArguments("--json", "--quiet"), "--retry-delay", "1h"));
        await fixture.Provider.WaitForRequestAsync(request => request.Fault?.Target == target).WaitAsync(LongEnough);

        await tool.SignalAsync(signal);

        await AssertCancelledAsync(tool, steps);
        Assert.Equal("Cancelled", (await fixture.RunAsync("status", "--json")).Json["lastRun"]!["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_sync_that_waits_for_its_turn_to_ask_can_be_cancelled(string signal)
    {
        await using var fixture = await ToolFixture.StartAsync();
        await using var tool = Tool.Start(With(fixture.SyncArguments("--json", "--quiet"), "--request-interval", "1h"));
        await fixture.Provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Completed).WaitAsync(LongEnough);

        await tool.SignalAsync(signal);

        var result = await tool.EndAsync();
        Assert.Equal((130, "Cancelled"), (result.ExitCode, result.Json["status"]!.GetValue<string>()));
        Assert.Single(fixture.Provider.Requests);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_second_signal_ends_what_the_first_cannot(string signal)
    {
        await using var fixture = await ToolFixture.StartAsync(options => options.Movies = 4_000);
        await fixture.SyncAsync("--steps", "movies");
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "DataflowSync.Cli.dll"), "export", "--profile", "home", "--data", fixture.Data, "--kind", "movies"])
        {
            RedirectStandardOutput = true,
        };
        using var export = Process.Start(start)!;
        await export.StandardOutput.ReadLineAsync(); // And no more: the tool writes into a pipe that is full for good.
        using var deadline = new CancellationTokenSource(LongEnough);
        var ended = export.WaitForExitAsync(deadline.Token);
        do
        {
            // Two signals in a row are delivered as one, if the system is busy.
            using var kill = Process.Start("kill", [$"-{signal}", $"{export.Id}"]);
            await kill.WaitForExitAsync(deadline.Token);
            await Task.WhenAny(ended, Task.Delay(BetweenSignals, TimeProvider.System, deadline.Token));
        }
        while (!ended.IsCompleted);

        await ended;
        Assert.Equal(130, export.ExitCode);
    }

    [Fact]
    public void A_signal_that_comes_after_the_end_does_nothing()
    {
        var signals = new StopSignals();
        signals.Dispose();
        var context = new PosixSignalContext(PosixSignal.SIGTERM);

        signals.OnSignal(context);

        Assert.True(context.Cancel);
    }

    /// <summary>The arguments with another value of one that is among them.</summary>
    private static string[] With(string[] arguments, string name, string value)
    {
        arguments[Array.IndexOf(arguments, name) + 1] = value;
        return arguments;
    }

    private static async Task AssertCancelledAsync(Tool tool, string steps)
    {
        var result = await tool.EndAsync();
        Assert.Equal((130, "Cancelled"), (result.ExitCode, result.Json["status"]!.GetValue<string>()));
        Assert.Equal("Cancelled", result.Json["error"]!["code"]!.GetValue<string>());
        Assert.Equal(steps, string.Join(' ', result.Json["steps"]!.AsArray().Select(step => step!["status"]!.GetValue<string>())));
    }

    [Fact]
    public async Task A_tool_that_a_shell_made_ignore_interrupts_hears_them_all_the_same()
    {
        var dll = Path.Combine(AppContext.BaseDirectory, "DataflowSync.Cli.dll");
        using var provider = Process.Start(new ProcessStartInfo("sh", ["-c", "trap '' INT; exec dotnet \"$0\" provider", dll]) { RedirectStandardOutput = true })!;
        using var deadline = new CancellationTokenSource(LongEnough);
        Assert.StartsWith("http://127.0.0.1:", await provider.StandardOutput.ReadLineAsync(deadline.Token), StringComparison.Ordinal);

        using var kill = Process.Start("kill", ["-INT", $"{provider.Id}"]);

        await provider.WaitForExitAsync(deadline.Token);
    }
}
