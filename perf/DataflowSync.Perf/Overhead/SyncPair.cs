namespace DataflowSync.Perf.Overhead;

/// <summary>CPU seconds of the same syncs without telemetry and with it, one after the other.</summary>
/// <param name="Telemetry">Which.</param>
/// <param name="Without">Without it.</param>
/// <param name="With">With it.</param>
internal sealed record SyncPair(string Telemetry, SyncCpu Without, SyncCpu With)
{
    /// <summary>Measures pairs in an order that alternates, so that what else the machine does meets both.</summary>
    public static async Task<IReadOnlyList<SyncPair>> MeasureAsync(string telemetry, int pairs, Func<Task<SyncCpu>> without, Func<Task<SyncCpu>> with)
    {
        var measured = new List<SyncPair>();
        for (var pair = 0; pair < pairs; pair++)
        {
            await Console.Error.WriteLineAsync($"{telemetry}: pair {pair + 1} of {pairs}");
            if (pair % 2 == 0)
            {
                measured.Add(new SyncPair(telemetry, await without(), await with()));
            }
            else
            {
                var last = await with();
                measured.Add(new SyncPair(telemetry, await without(), last));
            }
        }

        return measured;
    }
}
