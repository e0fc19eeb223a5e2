using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using DataflowSync.LiteDb;
using DataflowSync.Perf.Measuring;
using DataflowSync.Perf.Providing;
using DataflowSync.Xtream;

namespace DataflowSync.Perf.Pace;

/// <summary>Syncs of a provider that sends slowly: what is left to do when its last byte has come.</summary>
internal sealed class PaceRun(int items, int megabytes, int rounds)
{
    private const double Limit = 1;

    private readonly Conditions _conditions = new();
    private readonly StringBuilder _table = new StringBuilder()
        .AppendLine("| sync | MB/s | s | last byte → publication begins, s | → published, s | of that CPU s | → step ended, s | ≤ 1 s |").AppendLine("|---|---:|---:|---:|---:|---:|---:|---|");

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var provider = ContenderProcess.Start(["paced-provider", $"{items}", $"{megabytes}"], start => start.RedirectStandardInput = true);
        var served = JsonSerializer.Deserialize<ServedCatalog>(await provider.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The provider's process ended."))!;
        using var watch = new StepWatch();
        for (var round = 1; round <= rounds; round++)
        {
            var data = Directory.CreateTempSubdirectory("dataflowsync-pace-");
            try
            {
                var engine = new SyncEngineBuilder().UseLiteDb(data.FullName)
                    .AddXtream("pace", new XtreamAccount(served.Url, served.Username, served.Password), new XtreamOptions { RequestInterval = TimeSpan.Zero })
                    .Build();
                await MeasureAsync($"first, round {round}", 0);
                await MeasureAsync($"unchanged, round {round}", 0);
                await MeasureAsync($"1 % changed, round {round}", items / 100);

                async Task MeasureAsync(string name, int changed)
                {
                    await Console.Error.WriteLineAsync(name);
                    await AskAsync(provider, changed, cancellationToken);
                    watch.Publication = null;
                    var report = await engine.RunAsync("pace", new RunOptions { Steps = [Datasets.Movies] }, cancellationToken: cancellationToken);
                    var lastByte = await AskAsync(provider, 0, cancellationToken)
                        ?? throw new InvalidOperationException($"The sync ended {report.Status}: {report.Error ?? report.Steps[0].Error}");
                    Add(name, report, watch, lastByte);
                }
            }
            finally
            {
                data.Delete(recursive: true);
            }
        }

        provider.StandardInput.Close();
        await provider.WaitForExitAsync(cancellationToken);
        Console.WriteLine(_conditions.Describe(FormattableString.Invariant($"pace --items {items} --megabytes {megabytes} --rounds {rounds}")));
        Console.WriteLine();
        Console.WriteLine(_table);
        return 0;
    }

    /// <summary>Has movies changed.</summary>
    /// <returns>When the last list had been sent.</returns>
    private static async Task<DateTimeOffset?> AskAsync(Process provider, int changed, CancellationToken cancellationToken)
    {
        await provider.StandardInput.WriteLineAsync($"{changed}".AsMemory(), cancellationToken);
        await provider.StandardInput.FlushAsync(cancellationToken);
        var answer = await provider.StandardOutput.ReadLineAsync(cancellationToken);
        return string.IsNullOrEmpty(answer) ? null : DateTimeOffset.Parse(answer, CultureInfo.InvariantCulture);
    }

    private void Add(string name, SyncReport report, StepWatch watch, DateTimeOffset lastByte)
    {
        var step = report.Steps[0];
        var ended = (watch.StepEnded - lastByte).TotalSeconds;
        _table.AppendLine(
            CultureInfo.InvariantCulture,
            $"| {name} | {step.Bytes / step.Duration.TotalSeconds / 1e6:0.0} | {step.Duration.TotalSeconds:0.0} | {Publication()} | {ended:0.00} | {(ended <= Limit ? "reached" : "NOT reached")} |");

        string Publication() => watch.Publication is { } publication
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{(publication.Began - lastByte).TotalSeconds:0.00} | {(publication.Ended - lastByte).TotalSeconds:0.00} | {publication.Cpu.TotalSeconds:0.00}")
            : "nothing to publish | | ";
    }
}
