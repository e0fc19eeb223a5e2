using System.ComponentModel.DataAnnotations;

namespace DataflowSync;

/// <summary>How the engine works. Read once when the engine is built.</summary>
public sealed class SyncOptions
{
    internal const int LargestRecordDepth = 1_000;

    /// <summary>Items in one batch, which is one transaction of the store: 1 to 20,000.</summary>
    /// <value>The default is 1,000.</value>
    [Range(1, 20_000)]
    public int BatchSize { get; set; } = 1_000;

    /// <summary>Further attempts after the first, for errors where another can help: 0 to 100.</summary>
    /// <value>The default is 3.</value>
    [Range(0, 100)]
    public int Retries { get; set; } = 3;

    /// <summary>Wait before the first retry; it doubles with each.</summary>
    /// <value>The default is 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before a retry.</summary>
    /// <value>The default is 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Share of a wait that is left to chance, 0 to 1, so that many clients do not return together.</summary>
    /// <value>The default is 0.2: a wait of 10 s is 8 to 10 s.</value>
    [Range(0.0, 1.0)]
    public double RetryJitter { get; set; } = 0.2;

    /// <summary>Longest wait a provider can ask for with <c>Retry-After</c>.</summary>
    /// <value>The default is 2 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest silence between two reads of a body. There is no limit on the whole body.</summary>
    /// <value>The default is 60 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest record in bytes; a larger one is a reject: 1 KiB to 15 MiB, which is what a document store takes.</summary>
    /// <value>The default is 4 MiB.</value>
    [Range(1 << 10, 15 << 20)]
    public int MaxRecordBytes { get; set; } = 4 << 20;

    /// <summary>How deep a record's objects and arrays may be nested, itself included; a deeper one is a reject: 1 to 1,000.</summary>
    /// <value>The default is 64.</value>
    [Range(1, LargestRecordDepth)]
    public int MaxRecordDepth { get; set; } = 64;

    /// <summary>
    /// Largest body in decoded bytes, from 1 KiB on; null for any size. A list that ends within it is complete, whatever follows.
    /// </summary>
    /// <value>The default is null.</value>
    [Range(typeof(long), "1024", "9223372036854775807")]
    public long? MaxBodyBytes { get; set; }

    /// <summary>Shortest time between two progress events of a run; the first and the last always come.</summary>
    /// <value>The default is 100 milliseconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Share of a dataset that may vanish at once, 0 to 1; more is guarded, if it is also more than <see cref="GuardMaxLossCount"/>.</summary>
    /// <value>The default is 0.3.</value>
    [Range(0.0, 1.0)]
    public double GuardMaxLossRatio { get; set; } = 0.3;

    /// <summary>Items of a dataset that may vanish at once, whatever their share.</summary>
    /// <value>The default is 50.</value>
    [Range(0, int.MaxValue)]
    public int GuardMaxLossCount { get; set; } = 50;

    /// <summary>Shortest age of a guard record before a second fetch like it may publish.</summary>
    /// <value>The default is zero: the next run may.</value>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan GuardMinimumAge { get; set; } = TimeSpan.Zero;

    internal SyncOptions Copy() => (SyncOptions)MemberwiseClone();
}
