using System.CommandLine;
using DataflowSync.Perf.Measuring;
using DataflowSync.Perf.Providing;
using DataflowSync.Xtream;

namespace DataflowSync.Perf.Comparing;

/// <summary><c>compare</c>, and the hidden commands of its children.</summary>
internal static class CompareCommand
{
    private const int DefaultItems = 200_000;
    private const int DefaultRounds = 3;

    public static IEnumerable<Command> Create() => [Compare(), Contender(), Provider()];

    private static Command Compare()
    {
        var items = new Option<int>("--items") { Description = "Movies of the fake provider.", HelpName = "N", DefaultValueFactory = _ => DefaultItems };
        var rounds = new Option<int?>("--rounds") { Description = $"Rounds; {DefaultRounds}, or 1 with --url.", HelpName = "N" };
        var only = new Option<string[]>("--only") { Description = "Only rows with this in their name. Repeatable. Rows they begin with are run too.", HelpName = "TEXT" };
        var output = new Option<string?>("--out") { Description = "Write the tables here too.", HelpName = "FILE" };
        var url = new Option<string?>("--url") { Description = "Your provider, in place of the fake one: our rows only, at the tool's pace. It is asked for all its movies twice a round.", HelpName = "URL" };
        var username = new Option<string?>("--username") { Description = "User name there.", HelpName = "U" };
        var password = new Option<string?>("--password") { Description = $"Password; better in the environment as {ContenderRun.PasswordVariable}.", HelpName = "P" };
        var command = new Command("compare", "Measures a sync of movies beside what people would use instead.") { items, rounds, only, output, url, username, password };
        command.SetAction(async (result, cancellationToken) =>
        {
            try
            {
                var account = result.GetValue(url) is not { } address ? null : XtreamAccount.FromLink(
                    address, result.GetValue(username), result.GetValue(password) ?? Environment.GetEnvironmentVariable(ContenderRun.PasswordVariable));
                var scenarios = account is null ? Pick(Scenarios.All(result.GetValue(items)), result.GetValue(only) ?? []) : Scenarios.Polite();
                var repeats = result.GetValue(rounds) ?? (account is null ? DefaultRounds : 1);
                var shown = account is null ? $"compare --items {result.GetValue(items)} --rounds {repeats}" : $"compare --url … --rounds {repeats}";
                var tables = await new CompareRun(scenarios, account, repeats, shown).RunAsync(cancellationToken);
                Console.WriteLine(tables);
                if (result.GetValue(output) is { } path)
                {
                    await File.WriteAllTextAsync(path, tables, cancellationToken);
                }

                return 0;
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
            {
                // Neither quotes the password; a stack trace would help nobody.
                await Console.Error.WriteLineAsync(exception.Message);
                return 1;
            }
        });
        return command;
    }

    private static IReadOnlyList<Scenario> Pick(IReadOnlyList<Scenario> all, string[] texts)
    {
        if (texts.Length == 0)
        {
            return all;
        }

        var picked = all.Where(scenario => texts.Any(text => scenario.Name.Contains(text, StringComparison.Ordinal))).ToList();
        return [.. all.Where(scenario => picked.Contains(scenario) || picked.Any(other => other.After == scenario.Name))];
    }

    private static Command Contender()
    {
        var name = new Argument<string>("name");
        var url = new Option<string>("--url") { Required = true };
        var username = new Option<string?>("--username");
        var data = new Option<string>("--data") { Required = true };
        var interval = new Option<double>("--request-interval");
        var command = new Command("contender") { name, url, username, data, interval };
        command.Hidden = true;
        command.SetAction((result, cancellationToken) => ContenderRun.RunAsync(
            result.GetRequiredValue(name),
            result.GetRequiredValue(url),
            result.GetValue(username),
            result.GetRequiredValue(data),
            result.GetValue(interval),
            cancellationToken));
        return command;
    }

    private static Command Provider()
    {
        var command = new Command("provider") { Hidden = true };
        command.SetAction((_, cancellationToken) => ProviderRun.RunAsync(cancellationToken));
        return command;
    }
}
