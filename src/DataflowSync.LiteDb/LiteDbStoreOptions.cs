using System.ComponentModel.DataAnnotations;
using DataflowSync.LiteDb.Files;

namespace DataflowSync.LiteDb;

/// <summary>Where and how a <see cref="LiteDbCatalogStore"/> keeps catalogs. Read once when the store is made.</summary>
public sealed class LiteDbStoreOptions
{
    /// <summary>Directory that holds one directory a profile. It is made when the first profile is written.</summary>
    [Required]
    public string DataDirectory { get; set; } = string.Empty;

    /// <summary>Most reads of one file at a time, 1 to 4. Each keeps up to 14 MB of a large file in memory.</summary>
    /// <value>The default is 4.</value>
    [Range(1, 4)]
    public int ReadersPerFile { get; set; } = 4;

    /// <summary>
    /// Share of a dataset, 0 to 1, that may differ from its base file before the base is written anew. Below it, changed
    /// items go into an overlay file.
    /// </summary>
    /// <value>The default is 0.2.</value>
    [Range(0.0, 1.0)]
    public double OverlayRatio { get; set; } = 0.2;

    /// <summary>A dataset with fewer items than this gets no overlay: any change writes its base anew.</summary>
    /// <value>The default is 10,000.</value>
    [Range(0, int.MaxValue)]
    public int RebuildBelow { get; set; } = 10_000;

    /// <summary>Free space in bytes below which nothing is built.</summary>
    /// <value>The default is 64 MiB.</value>
    [Range(0, long.MaxValue)]
    public long MinimumFreeBytes { get; set; } = 64L << 20;

    internal Disk Disk { get; init; } = new();
}
