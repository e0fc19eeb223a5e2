using System.Globalization;
using DataflowSync.Testing;

namespace DataflowSync.Perf.Serving;

/// <summary>The load: streams, reading at a fixed rate, and syncs one after the other, all at once.</summary>
internal sealed class ServeLoadRun(TimeSpan time, int clients, int rate, int movies)
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflowsync-load-");

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await MeasureAsync(cancellationToken);
        }
        finally
        {
            _directory.Delete(recursive: true);
        }
    }

    private async Task<int> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var provider = await FakeProvider.StartAsync(new FakeProviderOptions { Channels = 5_000, Movies = movies, Series = 5_000 }, cancellationToken);
        await using var server = await ServerProcess.StartAsync(Path.Combine(_directory.FullName, "catalogs"), cancellationToken);
        using var client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(30) };
        var syncs = new Syncs(client, provider);
        await syncs.AddProfileAsync(cancellationToken);
        await syncs.RunAsync(cancellationToken);
        var (resident, cpu, began) = (server.ResidentMiB, server.CpuSeconds, TimeProvider.System.GetTimestamp());

        using var watchers = new Watchers(server.Address, clients);
        var watching = await watchers.OpenAsync(cancellationToken);
        var readers = new Readers(client, rate);
        var reading = readers.RunAsync(time, cancellationToken);
        await syncs.RepeatAsync(reading, cancellationToken);
        await reading;
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var (peak, residentAfter, cpuAfter) = (server.PeakMiB, server.ResidentMiB, server.CpuSeconds);
        watchers.Stop();
        await watching;
        var exitCode = await server.StopAsync(cancellationToken);

        var times = readers.Tally.Percentiles(0.5, 0.9, 0.99, 0.999, 1);
        var errors = readers.Tally.Errors + watchers.Tally.Errors + syncs.Tally.Errors + (exitCode == 0 ? 0 : 1);
        Print($"{readers.Tally.Count} requests at {rate}/s for {time.TotalSeconds:0} s, {clients} streams with {watchers.Events} events, {syncs.Tally.Count - 1} syncs of {movies} movies meanwhile");
        Print($"errors: {errors} {readers.Tally.ErrorText} {watchers.Tally.ErrorText} {syncs.Tally.ErrorText}");
        Print($"from when a request was due to its last byte, ms: p50 {times[0]:0.0}, p90 {times[1]:0.0}, p99 {times[2]:0.0}, p99.9 {times[3]:0.0}, max {times[4]:0.0}");
        Print($"server's memory, MiB: {resident:0} before, {peak:0} at most, {residentAfter:0} after; CPU {(cpuAfter - cpu) / seconds:0.00} cores");
        return errors == 0 ? 0 : 1;
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
