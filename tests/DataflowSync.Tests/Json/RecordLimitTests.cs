using System.Buffers;
using System.Text;
using DataflowSync.Tests.Engine;
using static DataflowSync.Tests.Json.Framing;

namespace DataflowSync.Tests.Json;

/// <summary>Records at their limits, one beyond them, and broken ones there.</summary>
public sealed class RecordLimitTests
{
    [Theory]
    [InlineData(1_000, "1 2 3")]
    [InlineData(1_001, "1 TooLarge 3")]
    public void A_record_of_the_largest_size_is_one_and_a_byte_more_is_too_large(int length, string fates)
    {
        var list = $"[{{\"id\":1}},{Sized(length, "")},{{\"id\":3}}]";

        foreach (var chunk in new[] { int.MaxValue, 7, 1_000 })
        {
            Assert.Equal(fates, Fates(Read(list, maxRecordBytes: 1_000, chunk: chunk)));
        }
    }

    [Theory]
    [InlineData(1_000, "1 2 3")]
    [InlineData(1_001, "1 TooLarge 3")]
    [InlineData(5_000, "1 TooLarge 3")]
    public void A_broken_record_has_the_same_limit(int length, string fates)
    {
        var list = $"[{{\"id\":1}},{Sized(length, "\\x")},{{\"id\":3}}]";

        foreach (var chunk in new[] { int.MaxValue, 7, 1_000 })
        {
            Assert.Equal(fates, Fates(Read(list, maxRecordBytes: 1_000, chunk: chunk)));
        }
    }

    [Theory]
    [InlineData(3, "1 2 3")]
    [InlineData(4, "1 TooLarge 3")]
    public void A_record_of_the_greatest_depth_is_one_and_a_bracket_more_is_too_deep(int depth, string fates)
    {
        var deep = new string('[', depth - 1) + new string(']', depth - 1);

        Assert.Equal(fates, Fates(Read($"[{{\"id\":1}},{{\"id\":2,\"x\":{deep}}},{{\"id\":3}}]", maxDepth: 3)));
    }

    [Theory]
    [InlineData("{\"id\":2,\"x\":[[1]],\"y\":\"\\x\"}", "1 2 3")]
    [InlineData("{\"id\":2,\"x\":[[1,]]}", "1 2 3")]
    [InlineData("{\"id\":2,\"y\":\"\\x\",\"x\":[[[1]]]}", "1 TooLarge 3")]
    [InlineData("{\"id\":2,\"y\":\"\n\",\"x\":[[[1],]]}", "1 TooLarge 3")]
    [InlineData("{\"id\":2,\"y\":\"\\x\",\"x\":[[NaN]]}", "1 MalformedJson")]
    [InlineData("{\"id\":2,\"y\":NaN,\"x\":[[[1]]]}", "1 MalformedJson")]
    public void A_broken_record_that_is_too_deep_is_one_records_fault(string record, string fates)
    {
        foreach (var chunk in new[] { int.MaxValue, 1 })
        {
            Assert.Equal(fates, Fates(Read($"[{{\"id\":1}},{record},{{\"id\":3}}]", chunk: chunk, maxDepth: 3)));
        }
    }

    [Fact]
    public void A_record_that_is_too_large_and_cut_off_is_a_truncated_list()
    {
        var list = $"[{{\"id\":1}},{Sized(5_000, "")}"[..^1];

        foreach (var chunk in new[] { int.MaxValue, 1_000 })
        {
            Assert.Equal("1 Truncated", Fates(Read(list, maxRecordBytes: 1_000, chunk: chunk)));
        }
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(10_001)]
    public void A_number_that_is_too_large_ends_where_it_ends(int digits)
    {
        var number = new string('1', digits);

        foreach (var chunk in new[] { int.MaxValue, 1_000 })
        {
            Assert.Equal("TooLarge 2 TooLarge", Fates(Read($"[{number},{{\"id\":2}},{number}]", maxRecordBytes: 10_000, chunk: chunk)));
        }
    }

    [Theory]
    [InlineData(1_001, "1 2")]
    [InlineData(1_002, "1 MalformedJson")]
    public void A_name_is_not_longer_than_a_record(int length, string fates)
    {
        var list = $"{{\"0\":{{\"id\":1}},\"{new string('x', length - 2)}\":{{\"id\":2}}}}";

        foreach (var chunk in new[] { int.MaxValue, 7, 1_000 })
        {
            Assert.Equal(fates, Fates(Read(list, maxRecordBytes: 1_000, chunk: chunk)));
        }
    }

    [Fact]
    public void A_mended_record_is_given_as_soon_as_it_is_whole()
    {
        var framer = new ThingFormat().CreateFramer(1 << 20, maxRecordDepth: 64);
        var begin = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes("[{\"id\":1,\"name\":\"\\x\"},{\"id\":2"));

        Assert.Equal(FrameStatus.Record, framer.TryRead(ref begin, isFinal: false, out var frame));
        Assert.Equal(1, frame.Key);
        Assert.Equal(FrameStatus.NeedMoreData, framer.TryRead(ref begin, isFinal: false, out _));
    }

    [Fact]
    public void The_end_is_behind_the_closing_bracket_and_stays_there()
    {
        var framer = new ThingFormat().CreateFramer(1 << 20, maxRecordDepth: 64);
        var body = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes("[]]x"));

        Assert.Equal(FrameStatus.End, framer.TryRead(ref body, isFinal: true, out _));
        Assert.Equal(FrameStatus.End, framer.TryRead(ref body, isFinal: true, out _));
        Assert.Equal("]x", Encoding.UTF8.GetString(body));
    }

    /// <summary>A record of so many bytes with the id 2.</summary>
    private static string Sized(int length, string name)
    {
        var empty = $"{{\"id\":2,\"name\":\"{name}\"}}";
        return empty.Insert(empty.Length - 2, new string('y', length - empty.Length));
    }

    private static string Fates((List<FrameCopy> Frames, SyncError? Error) read) =>
        string.Join(' ', [.. read.Frames.Select(frame => frame.Fate), .. read.Error is null ? Array.Empty<string>() : [$"{read.Error.Code}"]]);
}
