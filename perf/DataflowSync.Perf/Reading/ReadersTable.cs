using System.Globalization;
using System.Text;

namespace DataflowSync.Perf.Reading;

/// <summary>Prints what readers met as Markdown.</summary>
internal static class ReadersTable
{
    private static readonly (SyncMoment Moment, string Name)[] Moments =
    [
        (SyncMoment.Calm, "no sync"), (SyncMoment.Fetch, "a list is fetched"), (SyncMoment.Publish, "a generation is published"),
    ];

    private static readonly (ReadKind Kind, string Name)[] Kinds =
    [
        (ReadKind.Find, "find"), (ReadKind.FirstPage, "first page of a category"), (ReadKind.Open, "open a snapshot"), (ReadKind.Nothing, "an empty task"),
    ];

    public static string Print(string conditions, int readers, ReadTimes alone, ReadTimes times, Percentiles publications, SnapshotMemory memory)
    {
        var text = new StringBuilder().AppendLine(conditions).AppendLine();
        text.AppendLine("| read | while | times | p50 ms | p99 ms | p99.9 ms | max ms |");
        text.AppendLine("|---|---|---:|---:|---:|---:|---:|");
        foreach (var (kind, name) in Kinds)
        {
            Row(name, "no sync, one reader without a pause", alone.Of(kind, SyncMoment.Calm));
            foreach (var (moment, now) in Moments)
            {
                Row(name, string.Create(CultureInfo.InvariantCulture, $"{now}, {readers} readers"), times.Of(kind, moment));
            }
        }

        text.AppendLine().AppendLine("| | |").AppendLine("|---|---:|");
        text.AppendLine(CultureInfo.InvariantCulture, $"| rows read and compared | {alone.Rows + times.Rows:N0} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| wrong rows | {alone.WrongRows + times.WrongRows} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| exceptions | {alone.Exceptions.Count + times.Exceptions.Count} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| publications: number, median s, longest s | {publications.Count}, {publications.Of(0.5) / 1000:0.00}, {publications.Max / 1000:0.00} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| garbage collections of this process, of these full ones, all together s | {GC.CollectionCount(0)}, {GC.CollectionCount(2)}, {GC.GetTotalPauseDuration().TotalSeconds:0.0} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| a snapshot that is open: managed MiB | {memory.OpenedHeap:0.0} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| read all over by {readers} readers: managed MiB, collected | {memory.Heap:0.0} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| the same: resident MiB, collected | {memory.Resident:0.0} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| the same: resident MiB, with garbage | {memory.ResidentInUse:0.0} |");
        foreach (var exception in alone.Exceptions.Concat(times.Exceptions).Take(5))
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"    {exception.GetType().Name}: {exception.Message}");
        }

        return text.ToString();

        void Row(string read, string now, Percentiles row) => text.AppendLine(
            CultureInfo.InvariantCulture, $"| {read} | {now} | {row.Count} | {row.Of(0.5):0.00} | {row.Of(0.99):0.00} | {row.Of(0.999):0.00} | {row.Max:0.0} |");
    }
}
