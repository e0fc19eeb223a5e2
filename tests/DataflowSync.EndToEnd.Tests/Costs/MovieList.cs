using System.Buffers;
using DataflowSync.Change;
using DataflowSync.Pipeline;
using DataflowSync.Testing;
using DataflowSync.Xtream;

namespace DataflowSync.EndToEnd.Tests.Costs;

/// <summary>A provider's list of movies in memory, read as the parse stage reads it.</summary>
/// <param name="Body">The bytes.</param>
/// <param name="Step">With the format to read them.</param>
internal sealed record MovieList(byte[] Body, SyncStep Step)
{
    /// <summary>A whole number of the ledger's and the order's segments, which are allocated at once.</summary>
    public const int Count = 16_384;

    private const int MaxRecordBytes = 1 << 20;
    private const int MaxRecordDepth = 64;

    /// <summary>Fetches the same list, as it is and with every movie changed.</summary>
    public static async Task<(MovieList Plain, MovieList Changed)> FetchAsync(int count = Count)
    {
        await using var provider = await FakeProvider.StartAsync(new FakeProviderOptions { Channels = 0, Movies = count, Series = 0 });
        using var source = XtreamSource.Create(new XtreamAccount($"{provider.BaseAddress}", provider.Username, provider.Password), new XtreamOptions { RequestInterval = TimeSpan.Zero });
        var step = source.Steps.Single(step => step.Name == Datasets.Movies);
        var plain = await ReadAsync();
        provider.Catalog.Movies.Change(count);
        return (plain, await ReadAsync());

        async Task<MovieList> ReadAsync()
        {
            var bytes = new MemoryStream();
            await foreach (var body in source.OpenAsync(step, CancellationToken.None))
            {
                await using (body)
                {
                    await body.Content.CopyToAsync(bytes);
                }
            }

            return new MovieList(bytes.ToArray(), step);
        }
    }

    /// <summary>Finds the records and does nothing with them.</summary>
    public int Frame()
    {
        var framer = Step.Format.CreateFramer(MaxRecordBytes, MaxRecordDepth);
        var buffer = new ReadOnlySequence<byte>(Body);
        var records = 0;
        while (framer.TryRead(ref buffer, isFinal: true, out _) == FrameStatus.Record)
        {
            records++;
        }

        return records;
    }

    /// <summary>Classifies every record, as one attempt does.</summary>
    public StepCounters Classify(Ledger ledger, bool isFirst, bool trustsBytes, Action<StagedRecord>? store = null, Stream? scratch = null)
    {
        using var spool = new ItemSpool(scratch ?? Stream.Null);
        var detector = new ChangeDetector(Step.Format, ledger, spool, new CategoryFilter(null), isFirst, trustsBytes, mergesAll: false);
        var framer = Step.Format.CreateFramer(MaxRecordBytes, MaxRecordDepth, detector.Known);
        var buffer = new ReadOnlySequence<byte>(Body);
        var counters = new StepCounters();
        while (framer.TryRead(ref buffer, isFinal: true, out var frame) == FrameStatus.Record)
        {
            if (detector.Classify(frame, counters) is { } staged)
            {
                if (staged.SpoolOffset is { } offset)
                {
                    spool.Write(offset, staged.Record);
                }

                store?.Invoke(staged);
            }
        }

        ledger.RemoveUnseen();
        return counters;
    }
}
