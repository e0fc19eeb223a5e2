using System.CommandLine;
using System.Net.Sockets;
using DataflowSync.Cli.Output;

namespace DataflowSync.Cli;

/// <summary>Parses and runs a command; every error is one line on stderr with its exit code, never a stack trace.</summary>
internal static class CommandRunner
{
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        ForgivingWriter.TakeOver();

        // No response files: a password that begins with @ is a password.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            return Complain(ExitCodes.Usage, $"{UsageErrors.Explain(parsed)} Try '{CommandName(parsed)} --help'.");
        }

        using var signals = new StopSignals();
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                signals.Token).ConfigureAwait(false);
        }
        catch (UsageException exception)
        {
            return Complain(ExitCodes.Usage, exception.Message);
        }
        catch (ProfileBusyException exception)
        {
            return Complain(ExitCodes.Busy, $"{exception.Message} Wait for it, or stop it.");
        }
        catch (UnknownProfileException exception)
        {
            return Complain(ExitCodes.Failed, $"{exception.Message} Check --profile and --data.");
        }
        catch (SourceException exception)
        {
            return Complain(ExitCodes.Failed, exception.Message);
        }
        catch (OperationCanceledException)
        {
            return Complain(ExitCodes.Cancelled, "cancelled");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException
            or NotSupportedException or SocketException)
        {
            return Complain(ExitCodes.Failed, exception.Message);
        }
        catch (Exception exception)
        {
            return Complain(ExitCodes.Failed, $"this is a defect: {exception.GetType().Name}: {exception.Message}");
        }
    }

    private static int Complain(int exitCode, string message)
    {
        Console.Error.WriteLine($"dataflowsync: {message.ReplaceLineEndings(" ")}");
        return exitCode;
    }

    private static string CommandName(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "dataflowsync" : $"dataflowsync {parsed.CommandResult.Command.Name}";
}
