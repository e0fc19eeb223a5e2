using System.Globalization;
using DataflowSync.LiteDb.Files;
using DataflowSync.LiteDb.Index;

namespace DataflowSync.LiteDb.Tests;

public sealed class IndexFileTests : IDisposable
{
    private const int Groups = 10_000;

    private readonly StoreDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_group_among_thousands_is_found_with_a_few_reads()
    {
        using var file = WriteIndex();
        var index = new IndexFile(file);
        _ = index.RowsOf("warm up");

        var before = ReadsOfThisThread();
        var last = index.RowsOf($"group {Groups - 1}");
        var reads = ReadsOfThisThread() - before;

        Assert.Equal(1, last.Count);
        Assert.Equal([Groups - 1], index.Rows(last));
        Assert.InRange(reads, 0, 100);
        Assert.Equal(0, index.RowsOf("group").Count);
        Assert.Equal(0, index.RowsOf("group \ud800").Count);
        Assert.Equal(Enumerable.Range(0, Groups).Select(i => $"group {i}"), index.Groups().Select(group => group.Id));
    }

    private VerifiedFile WriteIndex()
    {
        var ledger = new Ledger();
        var memberships = new Memberships();
        for (var row = 0; row < Groups; row++)
        {
            ledger.Add(Ledger.KeyOf($"{row}"));
            memberships.Add([$"group {row}"], row);
        }

        using var stream = new BuildingStream(new Disk(), Path.Combine(_directory.Path, "any.index"));
        new IndexWriter(stream, CancellationToken.None).Write(ledger, [.. Enumerable.Range(0, Groups)], overlay: null, memberships);
        var sums = stream.Complete().ToBytes();
        File.WriteAllBytes(Path.Combine(_directory.Path, "any.index.sums"), sums);
        return VerifiedFile.Open(new Disk(), _directory.Path, new StoredFile("any.index", stream.Length, PageSums.Fingerprint(sums)));
    }

    /// <summary>Read calls, as the kernel counts them; 0 where it does not.</summary>
    private static long ReadsOfThisThread() => File.Exists("/proc/thread-self/io")
        ? long.Parse(File.ReadLines("/proc/thread-self/io").First(line => line.StartsWith("syscr", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture)
        : 0;
}
