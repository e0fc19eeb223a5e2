using System.Buffers;
using System.Text;
using DataflowSync.Tests.Engine;
using FsCheck;
using FsCheck.Xunit;

namespace DataflowSync.Tests.Json;

public sealed class JsonArrayFramerTests
{
    private static readonly ThingFormat Format = new();

    [Theory]
    [InlineData("[]", 0)]
    [InlineData(" [ ] ", 0)]
    [InlineData("\uFEFF[]", 0)]
    [InlineData("\uFEFF [{\"id\":1}]", 1)]
    [InlineData("{}", 0)]
    [InlineData("[{\"id\":1}]", 1)]
    [InlineData("\r\n\t[ {\"id\":1} , {\"id\":2} ]", 2)]
    [InlineData("[{\"id\":1,\"x\":[1,{\"y\":\"}]\"}]},{\"id\":2}]", 2)]
    public void A_whole_list_is_read_to_its_closing_bracket(string body, int records)
    {
        var (frames, error) = Read(body);

        Assert.Null(error);
        Assert.Equal(records, frames.Count);
    }

    [Theory]
    [InlineData("", SyncErrorCode.EmptyBody, 0)]
    [InlineData("  \r\n ", SyncErrorCode.EmptyBody, 0)]
    [InlineData("null", SyncErrorCode.NullBody, 0)]
    [InlineData("false", SyncErrorCode.UnexpectedShape, 0)]
    [InlineData("12", SyncErrorCode.UnexpectedShape, 0)]
    [InlineData("\"x\"", SyncErrorCode.UnexpectedShape, 0)]
    [InlineData("{\"a\":1}", SyncErrorCode.UnexpectedShape, 0)]
    [InlineData("<html>", SyncErrorCode.NotJson, 0)]
    [InlineData("[", SyncErrorCode.Truncated, 0)]
    [InlineData("{", SyncErrorCode.Truncated, 0)]
    [InlineData("[{\"id\":1}", SyncErrorCode.Truncated, 1)]
    [InlineData("[{\"id\":1},", SyncErrorCode.Truncated, 1)]
    [InlineData("[{\"id\":1},{\"id\":2,\"name\":\"ab", SyncErrorCode.Truncated, 1)]
    [InlineData("[{\"id\":1},{\"id\":2,\"name\":\"a\\", SyncErrorCode.Truncated, 1)]
    [InlineData("[{\"id\":1},{\"id\":tr", SyncErrorCode.Truncated, 1)]
    [InlineData("[{\"id\":1},{\"id\":-", SyncErrorCode.Truncated, 1)]
    [InlineData("[{\"id\":1},{\"id\"", SyncErrorCode.Truncated, 1)]
    [InlineData("[{\"id\":1},nul", SyncErrorCode.Truncated, 1)]
    [InlineData("[{\"id\":1} {\"id\":2}]", SyncErrorCode.MalformedJson, 1)]
    [InlineData("[{\"id\":1},]", SyncErrorCode.MalformedJson, 1)]
    [InlineData("[,{\"id\":1}]", SyncErrorCode.MalformedJson, 0)]
    [InlineData("[{\"id\":1},{\"id\":NaN}]", SyncErrorCode.MalformedJson, 1)]
    [InlineData("[{\"id\":1,}]", SyncErrorCode.MalformedJson, 0)]
    [InlineData("[{\"id\":1}}", SyncErrorCode.MalformedJson, 1)]
    public void What_is_not_a_whole_list_is_named_after_the_records_before_it(string body, SyncErrorCode code, int records)
    {
        var (frames, error) = Read(body);

        Assert.Equal(code, error?.Code);
        Assert.Equal(records, frames.Count);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    public void A_byte_order_mark_alone_is_an_empty_answer_and_a_part_of_it_a_truncated_one(int chunk) => Assert.Equal(
        [SyncErrorCode.Truncated, SyncErrorCode.Truncated, SyncErrorCode.EmptyBody],
        Enumerable.Range(1, 3).Select(length => Read(Encoding.UTF8.GetPreamble()[..length], chunk: chunk).Error!.Code));

    [Fact]
    public void An_element_that_is_no_object_is_a_reject_and_its_neighbours_survive()
    {
        var (frames, error) = Read("[{\"id\":1},null,5,\"x\",[{}],true,{\"id\":2}]");

        Assert.Null(error);
        Assert.Equal(
            ["1", "NotAnObject", "NotAnObject", "NotAnObject", "NotAnObject", "NotAnObject", "2"],
            frames.Select(frame => frame.Reject?.ToString() ?? $"{frame.Key}"));
    }

    [Fact]
    public void A_record_over_the_limit_is_a_reject_and_its_neighbours_survive()
    {
        var huge = new string('x', 200_000) + "\\\"]},";
        var (frames, error) = Read($"[{{\"id\":1}},{{\"id\":2,\"name\":\"{huge}\"}},{{\"id\":3}},\"{huge}\",{{\"id\":4}}]", maxRecordBytes: 10_000, chunk: 1_000);

        Assert.Null(error);
        Assert.Equal(["1", "TooLarge", "3", "TooLarge", "4"], frames.Select(frame => frame.Reject?.ToString() ?? $"{frame.Key}"));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(7)]
    public void A_list_cut_at_any_byte_is_truncated_and_never_broken(int chunk)
    {
        var list = Encoding.UTF8.GetBytes("""
            [{"id":1,"name":"a\u00e9\ud83d\ude00\/\"b✓😀","rating":-12.50e+3,"list":[true,false,null],"deep":{"x":{}}},

             -0.5e1 , "\u0041" , {"id":2}]
            """);

        for (var length = 1; length < list.Length; length++)
        {
            var (_, error) = Read(list[..length], chunk: chunk, random: chunk < 100 ? new System.Random(length) : null);

            Assert.True(error?.Code == SyncErrorCode.Truncated, $"{Encoding.UTF8.GetString(list[..length])}: {error}");
        }
    }

    [Theory]
    [InlineData(@"\ud800")]
    [InlineData(@"\uDBFF\u0041")]
    [InlineData(@"\udc00")]
    [InlineData(@"\ud83d\ude00\uD800\\")]
    [InlineData(@"\ud83d\ude00\uDFFF")]
    public void A_name_with_half_a_surrogate_pair_is_just_another_name(string name)
    {
        var body = $"[{{\"id\":1,\"{name}\":5}},{{\"{name}\":[1],\"id\":2}}]";

        foreach (var (frames, error) in new[] { Read(body), Read(body, chunk: 3, random: new System.Random(1)) })
        {
            Assert.Null(error);
            Assert.Equal([1L, 2L], frames.Select(frame => frame.Key));
        }
    }

    [Theory]
    [InlineData(@"\u0069d", 1L)]
    [InlineData(@"\u0069\u0064", 1L)]
    [InlineData(@"\u0069\u0064\u0064", null)]
    [InlineData(@"i\\d", null)]
    public void An_escaped_name_is_the_name_it_stands_for(string name, long? key) =>
        Assert.Equal(key, Frame($"{{\"{name}\":1,\"name\":\"a\"}}").Key);

    [Property(MaxTest = 200)]
    public void The_result_never_depends_on_where_the_chunks_end(int seed)
    {
        var random = new System.Random(seed);
        var body = RandomBody(random);
        var cut = random.Next(3) == 0 ? random.Next(body.Length + 1) : body.Length;
        var text = body[..cut];

        var whole = Read(text);
        var pieces = Read(text, chunk: 1 + random.Next(9), random: random);

        Assert.Equal(whole.Error, pieces.Error);
        Assert.Equal(whole.Frames, pieces.Frames);
    }

    [Fact]
    public void The_fingerprint_ignores_volatile_values_and_nothing_else()
    {
        var first = Frame("{\"num\":1,\"id\":7,\"name\":\"a\"}");

        Assert.Equal(7, first.Key);
        Assert.Equal(first.Fingerprint, Frame("{\"num\":20000,\"id\":7,\"name\":\"a\"}").Fingerprint);
        Assert.Equal(first.Fingerprint, Frame("{\"num\":{\"deep\":[1]},\"id\":7,\"name\":\"a\"}").Fingerprint);
        Assert.NotEqual(first.Fingerprint, Frame("{\"num\":1,\"id\":7,\"name\":\"b\"}").Fingerprint);
        Assert.NotEqual(first.Fingerprint, Frame("{\"num\":1,\"id\":8,\"name\":\"a\"}").Fingerprint);
        Assert.NotEqual(first.Fingerprint, Frame("{\"id\":7,\"name\":\"a\"}").Fingerprint);
        Assert.NotEqual(Frame("{\"id\":7,\"deep\":{\"num\":1}}").Fingerprint, Frame("{\"id\":7,\"deep\":{\"num\":2}}").Fingerprint);
    }

    [Fact]
    public void Framing_records_allocates_nothing_for_each()
    {
        var body = Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Range(1, 2_000).Select(id => $"{{\"id\":{id},\"num\":{id},\"name\":\"{new string('x', 600)}\"}}")) + "]");
        var framer = Format.CreateFramer(1 << 20);
        var buffer = new ReadOnlySequence<byte>(body);
        for (var i = 0; i < 100; i++)
        {
            framer.TryRead(ref buffer, isFinal: true, out _);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var records = 0;
        while (framer.TryRead(ref buffer, isFinal: true, out _) == FrameStatus.Record)
        {
            records++;
        }

        Assert.Equal(1_900, records);

        // The smallest object is 24 bytes: less than that for each record is none for each record.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (24 * records) - 1);
    }

    private static FrameCopy Frame(string record) => Read($"[{record}]").Frames.Single();

    private static string RandomBody(System.Random random)
    {
        string[] elements =
        [
            "{\"id\":1,\"name\":\"é✓😀\",\"num\":3}", "{ \"num\" : \"4\" , \"id\" : \"55\" }", "{}", "null", "12.5e3", "\"a]},{\\\"\"",
            "[[],{\"id\":3}]", "{\"id\":2,\"a\":{\"b\":[true,false,null]}}", "true", "{\"id\":1 \"x\"}", "{\"id\":-0.5}",
            "{\"\\ud800\":1,\"\\u0069d\":6,\"\\u006eum\":1}",
        ];
        var list = string.Join(random.Next(2) == 0 ? "," : " ,\n ", Enumerable.Range(0, random.Next(6)).Select(_ => elements[random.Next(elements.Length)]));
        return $"{(random.Next(2) == 0 ? "\uFEFF" : string.Empty)} [{list}] ";
    }

    private static (List<FrameCopy> Frames, SyncError? Error) Read(string body, int maxRecordBytes = 1 << 20, int chunk = int.MaxValue, System.Random? random = null) =>
        Read(Encoding.UTF8.GetBytes(body), maxRecordBytes, chunk, random);

    private static (List<FrameCopy> Frames, SyncError? Error) Read(byte[] bytes, int maxRecordBytes = 1 << 20, int chunk = int.MaxValue, System.Random? random = null)
    {
        var frames = new List<FrameCopy>();
        var framer = Format.CreateFramer(maxRecordBytes);
        var available = 0;
        var consumed = 0;
        try
        {
            while (true)
            {
                available = (int)Math.Min(bytes.Length, (long)available + chunk);
                var buffer = Segments.Of(bytes.AsMemory(consumed, available - consumed), random);
                FrameStatus status;
                while ((status = framer.TryRead(ref buffer, available == bytes.Length, out var frame)) == FrameStatus.Record)
                {
                    frames.Add(new FrameCopy(Encoding.UTF8.GetString(frame.Bytes), frame.Key, frame.Fingerprint, frame.Reject));
                }

                consumed = available - (int)buffer.Length;
                if (status == FrameStatus.End)
                {
                    return (frames, null);
                }

                Assert.True(available < bytes.Length, "the framer wants more than the final bytes");
            }
        }
        catch (SourceException exception)
        {
            return (frames, exception.Error);
        }
    }

    private sealed record FrameCopy(string Text, long? Key, ulong Fingerprint, RejectReason? Reject);
}
