using System.Globalization;
using System.Text;
using DataflowSync.LiteDb;
using DataflowSync.Perf.Providing;
using DataflowSync.Xtream;

namespace DataflowSync.Perf.Profiles;

/// <summary>
/// One engine in this process, warmed up, as a service has it: all profiles at once, one of them alone, and one profile with as
/// many movies as all have together, by turns.
/// </summary>
internal sealed class ProfilesRun(int profiles, int items, int rounds)
{
    private const double Limit = 0.9;

    private readonly Conditions _conditions = new();
    private readonly Dictionary<string, List<(double Seconds, double CpuSeconds)>> _measured = [];

    private string All => string.Create(CultureInfo.InvariantCulture, $"{profiles} profiles of {items:N0}");

    private string One => string.Create(CultureInfo.InvariantCulture, $"1 profile of {items:N0}");

    private string Large => string.Create(CultureInfo.InvariantCulture, $"1 profile of {profiles * items:N0}");

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var many = await ManyProviders.StartAsync(profiles, items, cancellationToken);
        await using var large = new ProviderProcess();
        ServedCatalog[] one = [many.Catalogs[0]], sum = [await large.ServeAsync(new CatalogSetup(profiles * items), cancellationToken)];
        await Console.Error.WriteLineAsync("warming up");
        await MeasureAsync("warming up", one, cancellationToken);
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var (name, served) in new[] { (One, one), (All, [.. many.Catalogs]), (Large, sum) })
            {
                await Console.Error.WriteLineAsync($"round {round} of {rounds}: {name}");
                await MeasureAsync(name, served, cancellationToken);
            }
        }

        Console.WriteLine(Print());
        return 0;
    }

    private async Task MeasureAsync(string name, ServedCatalog[] served, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("dataflowsync-profiles-");
        try
        {
            var builder = new SyncEngineBuilder().UseLiteDb(data.FullName);
            for (var i = 0; i < served.Length; i++)
            {
                builder.AddXtream(ProfileOf(i), new XtreamAccount(served[i].Url, served[i].Username, served[i].Password), new XtreamOptions { RequestInterval = TimeSpan.Zero });
            }

            var engine = builder.Build();
            foreach (var sync in new[] { "first", "unchanged" })
            {
                GC.Collect();
                var (started, cpu) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
                var reports = await Task.WhenAll(served.Select((_, i) =>
                    Task.Run(() => engine.RunAsync(ProfileOf(i), new RunOptions { Steps = [Datasets.Movies] }, cancellationToken: cancellationToken), cancellationToken)));
                var elapsed = (TimeProvider.System.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
                Times(name, sync).Add(elapsed);
                if (reports.Any(report => report.Status != SyncStatus.Completed))
                {
                    throw new InvalidOperationException($"A sync ended {reports.First(report => report.Status != SyncStatus.Completed).Status}.");
                }
            }
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static string ProfileOf(int number) => FormattableString.Invariant($"p{number}");

    private List<(double Seconds, double CpuSeconds)> Times(string name, string sync) =>
        _measured.TryGetValue($"{sync}: {name}", out var times) ? times : _measured[$"{sync}: {name}"] = [];

    private string Print()
    {
        var text = new StringBuilder()
            .AppendLine(_conditions.Describe(FormattableString.Invariant($"profiles --profiles {profiles} --items {items} --rounds {rounds}"))).AppendLine()
            .AppendLine("| sync | items/s (each round) | CPU µs an item | all profiles at once, as a multiple | ≥ 0.9 |").AppendLine("|---|---:|---:|---:|---|");
        foreach (var sync in new[] { "first", "unchanged" })
        {
            Row(sync, All, profiles * items);
            Row(sync, One, items);
            Row(sync, Large, profiles * items);
        }

        return text.ToString();

        void Row(string sync, string name, int movies)
        {
            var times = Times(name, sync);
            var multiple = Medians.Of(Times(All, sync).Zip(times, (all, other) => profiles * items / all.Seconds / (movies / other.Seconds)));
            var verdict = name == All ? "" : multiple >= Limit ? "reached" : "NOT reached";
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {sync}: {name} | {movies / Medians.Of(times.Select(time => time.Seconds)):N0} ({string.Join(" · ", times.Select(time => $"{movies / time.Seconds:N0}"))}) | {Medians.Of(times.Select(time => time.CpuSeconds)) / movies * 1e6:0.0} | {multiple:0.00} | {verdict} |");
        }
    }
}
