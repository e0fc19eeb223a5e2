using System.Runtime.InteropServices;

namespace DataflowSync.Cli.Tests;

public sealed class StopSignalsTests
{
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

    [Fact]
    public void A_signal_that_comes_after_the_end_does_nothing()
    {
        var signals = new StopSignals();
        signals.Dispose();
        var context = new PosixSignalContext(PosixSignal.SIGTERM);

        signals.OnSignal(context);

        Assert.True(context.Cancel);
    }
}
