namespace DataflowSync.Perf.Overhead;

/// <summary>CPU seconds of a first sync, and of one after it that finds everything unchanged.</summary>
/// <param name="First">Of the first.</param>
/// <param name="Unchanged">Of the second.</param>
internal sealed record SyncCpu(double First, double Unchanged)
{
    /// <summary>Syncs twice into a directory of its own.</summary>
    /// <param name="sync">Syncs into a directory and tells its CPU seconds.</param>
    public static async Task<SyncCpu> MeasureAsync(Func<string, Task<double>> sync)
    {
        var data = Directory.CreateTempSubdirectory("dataflowsync-overhead-");
        try
        {
            return new SyncCpu(await sync(data.FullName), await sync(data.FullName));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
