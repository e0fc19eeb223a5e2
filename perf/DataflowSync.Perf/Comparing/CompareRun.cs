using System.Globalization;
using DataflowSync.Perf.Contenders;
using DataflowSync.Perf.Measuring;
using DataflowSync.Perf.Providing;
using DataflowSync.Xtream;

namespace DataflowSync.Perf.Comparing;

/// <summary>Runs every row once a round, one after another, each in a process of its own, and prints the medians.</summary>
internal sealed class CompareRun(IReadOnlyList<Scenario> scenarios, XtreamAccount? account, int rounds, string command)
{
    private readonly Comparison _comparison = new(scenarios);

    /// <returns>The tables, as Markdown.</returns>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetUtcNow();
        var load = Load();
        await using var provider = account is null ? new ProviderProcess() : null;
        for (var round = 1; round <= rounds; round++)
        {
            await RunRoundAsync(provider, round, cancellationToken);
        }

        // A catalog of the user's has none of the others to be compared with.
        var targets = account is null ? Environment.NewLine + Targets.Print(_comparison) : "";
        return string.Create(CultureInfo.InvariantCulture, $"""
            `{command}`, {started:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, .NET {Environment.Version}, {rounds} rounds, medians; load average {load} before, {Load()} after.

            {ComparisonTable.Print(_comparison)}{targets}
            """);
    }

    private static string Load() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..2]);

    private async Task RunRoundAsync(ProviderProcess? provider, int round, CancellationToken cancellationToken)
    {
        using var workspace = new Workspace();
        foreach (var scenario in scenarios)
        {
            var served = provider is null ? null : await provider.ServeAsync(scenario.Catalog!, cancellationToken);
            var whom = served is null ? account! : new XtreamAccount(served.Url, served.Username, served.Password);
            var pause = served is null ? new XtreamOptions().RequestInterval : TimeSpan.Zero;
            try
            {
                var context = new ContenderContext(whom, await workspace.PrepareAsync(scenario, cancellationToken), pause);
                var measured = await ContenderProcess.RunAsync(scenario.Contender, context, cancellationToken);
                Keep(scenario, measured, served);
                await Console.Error.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"round {round}: {scenario.Name}: {measured.Seconds:0.00} s, {measured.CpuSeconds:0.00} CPU s, {measured.PeakMiB:0} MiB"));
            }
            catch (InvalidOperationException failure) when (scenario.Contender != "ours")
            {
                _comparison.Fail(scenario.Name, failure.Message);
            }

            workspace.Release(scenarios, scenario);
        }
    }

    /// <summary>Who says how many records it read must say the right number.</summary>
    private void Keep(Scenario scenario, Measurement measured, ServedCatalog? served)
    {
        if (served is not null)
        {
            if ((measured.Records != 0 && measured.Records != served.Rows) || (measured.Bytes != 0 && measured.Bytes != served.Bytes))
            {
                throw new InvalidDataException($"{scenario.Name} read {measured.Records} records and {measured.Bytes} bytes of {served.Rows} and {served.Bytes}.");
            }

            measured = measured with { Records = served.Rows, Bytes = served.Bytes };
        }

        _comparison.Add(scenario.Name, measured);
    }
}
