using DataflowSync.Cli.Output;
using DataflowSync.Cli.Watching.Displays;

namespace DataflowSync.Cli.Watching;

/// <summary>Watches, or looks once, and says how that ended.</summary>
internal static class WatchRun
{
    public static async Task<int> RunAsync(WatchOptions options, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var client = new ServerClient(options, timeProvider);
        try
        {
            if (options.Once)
            {
                await new WatchOnce(client, options, timeProvider).RunAsync(cancellationToken);
                return ExitCodes.Completed;
            }

            await using var display = WatchDisplays.Create(options, timeProvider);
            await new ServerWatch(client, options, display, timeProvider).RunAsync(cancellationToken);
            return ExitCodes.Completed;
        }
        catch (WatchException exception)
        {
            var advice = exception.Trouble == WatchTrouble.Away ? ". Start one with 'dataflowsync serve', or name another with --url." : string.Empty;
            Console.Error.WriteLine($"dataflowsync: {exception.Message}{advice}");
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (!options.Once && cancellationToken.IsCancellationRequested)
        {
            // Whoever looked on has seen enough.
            return ExitCodes.Completed;
        }
        catch (IOException exception) when (StandardOutput.IsUnread(exception))
        {
            return ExitCodes.Completed;
        }
    }
}
