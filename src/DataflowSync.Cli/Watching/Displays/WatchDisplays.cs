using System.Text;
using DataflowSync.Cli.Output;
using Spectre.Console;

namespace DataflowSync.Cli.Watching.Displays;

/// <summary>Chooses the display: a screen where there is one, lines elsewhere.</summary>
internal static class WatchDisplays
{
    public static IWatchDisplay Create(WatchOptions options, TimeProvider timeProvider)
    {
        if (!options.Json && !Console.IsOutputRedirected)
        {
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
            if (console.Profile.Capabilities.Ansi)
            {
                return new ScreenDisplay(console, options.Server, timeProvider);
            }
        }

        var output = new StreamWriter(StandardOutput.Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true, NewLine = "\n" };
        return options.Json ? new EventDisplay(output, Console.Error) : new LineDisplay(output, Console.Error, timeProvider);
    }
}
