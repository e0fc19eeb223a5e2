using System.Buffers;
using System.Text;
using DataflowSync.Tests.Engine;
using FsCheck;
using FsCheck.Xunit;
using static DataflowSync.Tests.Json.Framing;

namespace DataflowSync.Tests.Json;

public sealed class JsonListFramerTests
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
    [InlineData("{\"0\":null,\"2\":{\"id\":2}}", 2)]
    [InlineData("{\"12345678901234567890\":null}", 1)]
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
    [InlineData("null;", SyncErrorCode.NullBody, 0)]
    [InlineData("nul", SyncErrorCode.Truncated, 0)]
    [InlineData("nulla", SyncErrorCode.NotJson, 0)]
    [InlineData("nullz", SyncErrorCode.NotJson, 0)]
    [InlineData("null x", SyncErrorCode.NotJson, 0)]
    [InlineData("x [", SyncErrorCode.NotJson, 0)]
    [InlineData("{\"a\":tru1}", SyncErrorCode.UnexpectedShape, 0)]
    [InlineData("{\"\":5}", SyncErrorCode.UnexpectedShape, 0)]
    [InlineData("{\"123456789012345678901\":null}", SyncErrorCode.UnexpectedShape, 0)]
    [InlineData("{\"0\":{\"id\":1},5:{\"id\":2}}", SyncErrorCode.MalformedJson, 1)]
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
    [InlineData("[,{\"id\":1}]", SyncErrorCode.MalformedJson, 0)]
    [InlineData("[{\"id\":1},{\"id\":NaN}]", SyncErrorCode.MalformedJson, 1)]
    [InlineData("[,]", SyncErrorCode.MalformedJson, 0)]
    [InlineData("[{\"id\":1},,]", SyncErrorCode.MalformedJson, 1)]
    [InlineData("[{\"id\":1,,}]", SyncErrorCode.MalformedJson, 0)]
    [InlineData("{\"0\":{\"id\":1},\"2\":{\"id\":2}", SyncErrorCode.Truncated, 2)]
    [InlineData("{\"0\":{\"id\":1},\"2", SyncErrorCode.Truncated, 1)]
    [InlineData("{\"0\":{\"id\":1},\"2\"", SyncErrorCode.Truncated, 1)]
    [InlineData("{\"0\":{\"id\":1},\"2\n\\", SyncErrorCode.Truncated, 1)]
    [InlineData("{\"0\":{\"id\":1},\"2\":", SyncErrorCode.Truncated, 1)]
    [InlineData("{\"0\":{\"id\":1},{\"id\":2}}", SyncErrorCode.MalformedJson, 1)]
    [InlineData("{\"0\":{\"id\":1},\"2\" {\"id\":2}}", SyncErrorCode.MalformedJson, 1)]
    [InlineData("{\"0\":{\"id\":1}]", SyncErrorCode.MalformedJson, 1)]
    [InlineData("{\"error\":{\"code\":1}}", SyncErrorCode.UnexpectedShape, 0)]
    [InlineData("{\"a\":{\"b\":{\"id\":1}}}", SyncErrorCode.UnexpectedShape, 0)]
    [InlineData("Warning: it has {\"a\":1} in it", SyncErrorCode.NotJson, 0)]
    [InlineData("Warning: no list []but text", SyncErrorCode.NotJson, 0)]
    [InlineData("<!DOCTYPE html><script>[{\"id\":1}]</script>", SyncErrorCode.NotJson, 0)]
    [InlineData(" <HTML>[]", SyncErrorCode.NotJson, 0)]
    [InlineData("Warning: [{\"id\":1},", SyncErrorCode.Truncated, 1)]
    [InlineData("\"[{}]\"", SyncErrorCode.UnexpectedShape, 0)]
    [InlineData("[{\"id\":1}}", SyncErrorCode.MalformedJson, 1)]
    public void What_is_not_a_whole_list_is_named_after_the_records_before_it(string body, SyncErrorCode code, int records)
    {
        foreach (var chunk in new[] { int.MaxValue, 1 })
        {
            var (frames, error) = Read(body, chunk: chunk, random: chunk == 1 ? new System.Random(5) : null);

            Assert.Equal(code, error?.Code);
            Assert.NotEqual(string.Empty, error?.Message);
            Assert.Equal(records, frames.Count);
        }
    }

    [Theory]
    [InlineData("{\"0\":{\"id\":1},\"2\":{\"id\":2}}", "shape: an object was read as the list of its values")]
    [InlineData(" { \"301\" : {\"id\":1} , \"302\" : {\"id\":2} , }", "shape: an object was read as the list of its values|syntax: a comma before the end of the list was ignored")]
    [InlineData("{\"0\":{\"id\":1},\"2\n\\x\":{\"id\":2}}", "shape: an object was read as the list of its values|syntax: broken records were mended (1)")]
    [InlineData("{\"first\":{\"name\":\"x\",\"id\":1},\"\":{\"id\":2}}", "shape: an object was read as the list of its values")]
    [InlineData("<br />\n<b>Warning</b>: foo[] of [3] {x} in <b>/a.php</b>\n[{\"id\":1},{\"id\":2}]", "leading-text: text before the list was skipped")]
    [InlineData("Notice {\"0\":{\"id\":1},\"1\":{\"id\":2}}", "leading-text: text before the list was skipped|shape: an object was read as the list of its values")]
    [InlineData("\uFEFF[{\"id\":1},{\"id\":2}]", "encoding: a byte order mark was skipped")]
    [InlineData("text [[{\"id\":1},{\"id\":2}]", "leading-text: text before the list was skipped")]
    [InlineData("[{\"id\":1},{\"id\":2},]", "syntax: a comma before the end of the list was ignored")]
    [InlineData("[{\"id\":1,},{\"id\":2,\"x\":[1,]}]", "syntax: broken records were mended (2)")]
    [InlineData("[{\"id\":1,\"name\":\"a\tb\nc\u0001\"},{\"id\":2}]", "syntax: broken records were mended (1)")]
    [InlineData("[{\"id\":1,\"name\":\"C:\\x \\u12 \\'\"},\u0000{\"id\":2}]", "syntax: broken records were mended (2)")]
    public void What_careless_writers_do_to_a_list_is_read_with_a_warning(string body, string warnings)
    {
        foreach (var chunk in new[] { int.MaxValue, 1 })
        {
            var (frames, error) = Read(Encoding.UTF8.GetBytes(body), out var told, chunk: chunk, random: chunk == 1 ? new System.Random(3) : null);

            Assert.Null(error);
            Assert.Equal([1L, 2L], frames.Select(frame => frame.Key));
            Assert.Equal(warnings.Split('|').Order(), told.Order());
        }
    }

    [Theory]
    [InlineData("notice []")]
    [InlineData("notice\n{ } \n")]
    public void Nothing_but_an_empty_list_behind_a_text_is_an_empty_list(string body)
    {
        var (frames, error) = Read(body);

        Assert.Null(error);
        Assert.Empty(frames);
    }

    [Theory]
    [InlineData("{\"id\":1,\"na\tme\":\"a\nb\u001f\\q\\u00e9\\\"\"}", """{"id":1,"na\u0009me":"a\u000ab\u001f\\q\u00e9\""}""")]
    [InlineData("{\"id\":1,\"name\":\"x\\\",}y\\q\u0001\"}", """{"id":1,"name":"x\",}y\\q\u0001"}""")]
    [InlineData("{\"id\":1,\r\n\t\"x\":[2,\n],}", "{\"id\":1,\r\n\t\"x\":[2 \n] }")]
    [InlineData("{\"id\":1,\u0001\"x\":\"\\u12\"}", """{"id":1, "x":"\\u12"}""")]
    public void Mending_changes_what_is_broken_and_nothing_else(string sent, string mended) =>
        Assert.Equal(mended, Read($"[{sent}]").Frames.Single().Text);

    [Fact]
    public void A_text_before_the_list_that_is_too_long_is_no_list()
    {
        var list = "[{\"id\":1}]";

        Assert.Null(Read(new string('x', 60_000) + list).Error);
        Assert.Equal(SyncErrorCode.NotJson, Read(new string('x', 70_000) + list).Error?.Code);
    }

    [Fact]
    public void A_record_nested_too_deep_is_a_reject_and_its_neighbours_survive()
    {
        var deep = new string('[', 200) + new string(']', 200);
        var (frames, error) = Read($"[{{\"id\":1}},{{\"id\":2,\"x\":{deep}}},{deep},{{\"id\":3}}]");

        Assert.Null(error);
        Assert.Equal(["1", "TooLarge", "TooLarge", "3"], frames.Select(frame => frame.Reject?.ToString() ?? $"{frame.Key}"));
    }

    [Fact]
    public void Broken_json_is_named_by_its_byte_in_the_whole_body()
    {
        var body = "\uFEFF[ {\"id\":1},\n{\"id\":2,\n\n \"name\":NaN,\n\n\"x\":1}]";

        var (_, error) = Read(body, chunk: 5);

        Assert.Equal($"the provider's answer is broken JSON at byte {Encoding.UTF8.GetBytes(body).AsSpan().IndexOf("NaN"u8)}", error?.Message);
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

    [Theory]
    [InlineData("1", 5_000, "x[{\"id\":1}]", null)]
    [InlineData("null", 5_000, "x[{\"id\":1}]", null)]
    [InlineData("1", 70_000, "x[{\"id\":1}]", SyncErrorCode.UnexpectedShape)]
    [InlineData("\"", 5_000, "[{\"id\":1}]", SyncErrorCode.UnexpectedShape)]
    [InlineData("<html>", 5_000, "[{\"id\":1}]", SyncErrorCode.NotJson)]
    public void What_begins_like_a_value_or_a_page_is_the_same_however_long_it_goes_on(string begin, int length, string end, SyncErrorCode? code)
    {
        var body = Encoding.UTF8.GetBytes(begin + new string(begin == "1" ? '1' : ' ', length) + end);

        foreach (var chunk in new[] { int.MaxValue, 4_096, 1_000 })
        {
            Assert.Equal(code, Read(body, chunk: chunk).Error?.Code);
        }
    }

    [Theory(Timeout = 60_000)]
    [InlineData("\\\"", "\\x")]
    [InlineData("\t", "")]
    public async Task Mending_a_record_takes_time_in_proportion_to_its_length(string repeated, string broken)
    {
        // Less than a second; looked through again for each escape, these two million take minutes. The timeout only ends that.
        var text = string.Concat(Enumerable.Repeat(repeated, 2_000_000)) + broken;

        var (frames, error) = await Task.Run(() => Read($"[{{\"id\":1,\"name\":\"{text}\"}}]", maxRecordBytes: 15 << 20));

        Assert.Null(error);
        Assert.Equal(1, Assert.Single(frames).Key);
    }

    [Property(MaxTest = 1_000)]
    public void The_result_never_depends_on_where_the_chunks_end(int seed)
    {
        var random = new System.Random(seed);
        var body = RandomBody(random);
        var cut = random.Next(3) == 0 ? random.Next(body.Length + 1) : body.Length;
        var text = body[..cut];

        var whole = Read(text, maxRecordBytes: 1_000);
        var pieces = Read(text, maxRecordBytes: 1_000, chunk: 1 + random.Next(9), random: random);

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
        var framer = Format.CreateFramer(1 << 20, maxRecordDepth: 64);
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
            "{\"\\ud800\":1,\"\\u0069d\":6,\"\\u006eum\":1}", "{\"id\":7,\"name\":\"\n\u0001\"}", "{\"id\":8,}", "{\"a\":\"\\x",
            new string('[', 70) + new string(']', 70), "{\"id\":9,\"name\":\"" + new string('y', 3_000) + "\"}", "NaN", string.Empty,
        ];
        string[] beginnings = ["", "\uFEFF", "<br />Warning: [] {x} ", "text ", "null"];
        var isKeyed = random.Next(4) == 0;
        var chosen = Enumerable.Range(0, random.Next(6)).Select(i => (isKeyed ? $"\"{i}\" :" : string.Empty) + elements[random.Next(elements.Length)]);
        var list = string.Join(random.Next(2) == 0 ? "," : " ,\n ", chosen);
        return $"{beginnings[random.Next(beginnings.Length)]} {(isKeyed ? $"{{{list}}}" : $"[{list}]")} {(random.Next(3) == 0 ? "x" : string.Empty)}";
    }
}
