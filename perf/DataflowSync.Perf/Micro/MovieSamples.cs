using System.Buffers;
using DataflowSync.Perf.Providing;
using DataflowSync.Testing;
using DataflowSync.Xtream;

namespace DataflowSync.Perf.Micro;

/// <summary>A list of movies in memory and the format to read it with.</summary>
internal sealed class MovieSamples
{
    public const int Count = 10_000;
    public const int MaxRecordBytes = 1 << 20;
    public const int MaxRecordDepth = 64;

    private MovieSamples(byte[] body, SyncStep step)
    {
        Body = body;
        Step = step;
        Records = [.. Split(body, step.Format)];
    }

    public byte[] Body { get; }

    public SyncStep Step { get; }

    public byte[][] Records { get; }

    public static async Task<MovieSamples> RenderAsync()
    {
        await using var provider = await FakeProvider.StartAsync(new CatalogSetup(Count).ToOptions());
        var list = await CannedList.RenderAsync(provider, CancellationToken.None);
        using var source = XtreamSource.Create(new XtreamAccount(provider.BaseAddress.AbsoluteUri, provider.Username, provider.Password));
        return new MovieSamples([.. list.Chunks.SelectMany(chunk => chunk)], source.Steps.Single(step => step.Name == Datasets.Movies));
    }

    /// <summary>Each record as an item, ready to be stored under a row of its own.</summary>
    public StagedItem[] Stage()
    {
        var item = new ItemBuilder(Step.Format);
        return [.. Records.Select((record, row) =>
        {
            item.Reset();
            Step.Format.Map(record, item);
            return new StagedItem(Step.Format, row, item.Encode().ToArray());
        })];
    }

    private static List<byte[]> Split(byte[] body, IRecordFormat format)
    {
        var framer = format.CreateFramer(MaxRecordBytes, MaxRecordDepth);
        var buffer = new ReadOnlySequence<byte>(body);
        var records = new List<byte[]>();
        while (framer.TryRead(ref buffer, isFinal: true, out var frame) == FrameStatus.Record)
        {
            records.Add(frame.Bytes.ToArray());
        }

        return records;
    }
}
