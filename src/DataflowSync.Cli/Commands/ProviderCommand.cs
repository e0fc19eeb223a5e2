using System.CommandLine;
using DataflowSync.Cli.Options;
using DataflowSync.Testing;

namespace DataflowSync.Cli.Commands;

/// <summary><c>provider</c>: the fake provider alone.</summary>
internal static class ProviderCommand
{
    public static Command Create()
    {
        var catalog = new FakeCatalogOptions(channels: 5_000, movies: 20_000, series: 5_000);
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1; 0 for any.", HelpName = "P" };
        var seed = new Option<long>("--seed") { Description = "The same seed gives the same catalog.", HelpName = "S", DefaultValueFactory = _ => 1 };
        var faults = new Option<string[]>("--fault")
        {
            Description = "A fault to answer with: STEP:KIND, for example movies:status=503,times=2. Repeatable.",
            HelpName = "SPEC",
            DefaultValueFactory = _ => [],
        };
        var command = new Command("provider", """
            Serves a fake catalog on loopback until it is stopped, to try things out.

            Examples:
              dataflowsync provider --movies 100000 --port 8080
              dataflowsync provider --fault movies:truncate=4096 --fault "*:delay=2s,times=3" --fault series:status=429,retry-after=3
            """);
        catalog.AddTo(command);
        command.Add(port);
        command.Add(seed);
        command.Add(faults);
        command.SetAction(async (result, cancellationToken) =>
        {
            var options = catalog.Read(result);
            options.Port = result.GetValue(port) is >= 0 and <= 65_535 and var number ? number : throw new UsageException("--port: must be 0 to 65535.");
            options.Seed = result.GetValue(seed);
            var scripted = (result.GetValue(faults) ?? []).Select(Parse).ToList();
            await using var provider = await FakeProvider.StartAsync(options, cancellationToken);
            foreach (var fault in scripted)
            {
                provider.Faults.Add(fault);
            }

            Console.Out.WriteLine(provider.BaseAddress);
            Console.Error.WriteLine($"user name '{provider.Username}', password '{provider.Password}'; stop with Ctrl+C");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCodes.Completed;
        });
        return command;
    }

    private static Fault Parse(string text)
    {
        try
        {
            return Fault.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new UsageException($"--fault: {exception.Message}");
        }
    }
}
