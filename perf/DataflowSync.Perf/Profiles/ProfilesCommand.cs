using System.CommandLine;

namespace DataflowSync.Perf.Profiles;

/// <summary><c>profiles</c>, and the hidden command of its child.</summary>
internal static class ProfilesCommand
{
    public static IEnumerable<Command> Create() => [Profiles(), Providers()];

    private static Command Profiles()
    {
        var profiles = Count("--profiles", 20, "Profiles, each at an address of its own: 127.0.0.1, 127.0.0.2, …");
        var items = Count("--items", 50_000, "Movies of each.");
        var rounds = Count("--rounds", 3, "Rounds.");
        var command = new Command("profiles", "Measures many profiles synced at once by one engine against one alone. Linux only.") { profiles, items, rounds };
        command.SetAction((result, cancellationToken) =>
            new ProfilesRun(result.GetValue(profiles), result.GetValue(items), result.GetValue(rounds)).RunAsync(cancellationToken));
        return command;
    }

    private static Command Providers()
    {
        var addresses = new Argument<int>("addresses");
        var items = new Argument<int>("items");
        var command = new Command("providers") { addresses, items };
        command.Hidden = true;
        command.SetAction((result, cancellationToken) => ProvidersRun.RunAsync(result.GetValue(addresses), result.GetValue(items), cancellationToken));
        return command;
    }

    private static Option<int> Count(string name, int defaultValue, string description) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => defaultValue };
}
