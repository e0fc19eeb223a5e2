namespace DataflowSync.Perf.Measuring;

/// <summary>What one pass of a contender cost its process.</summary>
/// <param name="Seconds">From the first request until everything was written as the contender leaves it.</param>
/// <param name="Records">Records read; 0 where the contender does not look at them.</param>
/// <param name="Bytes">Bytes of the body; 0 where the contender does not count them.</param>
/// <param name="CpuSeconds">Of all threads, the start of the runtime included.</param>
/// <param name="PeakMiB">The kernel's high-water mark of resident memory.</param>
/// <param name="WrittenMiB">What was passed to <c>write</c>, to sockets too.</param>
/// <param name="DiskMiB">What went, or would go, to the disk.</param>
internal sealed record Measurement(
    double Seconds, long Records, long Bytes, double CpuSeconds, double PeakMiB, double WrittenMiB, double DiskMiB)
{
    public double RecordsPerSecond => Records / Seconds;
}
