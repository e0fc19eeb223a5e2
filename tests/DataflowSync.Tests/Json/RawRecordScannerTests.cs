using System.Buffers;
using System.Text;
using DataflowSync.Json.Scanning;
using DataflowSync.Tests.Engine;
using FsCheck.Xunit;

namespace DataflowSync.Tests.Json;

/// <summary>What is found without parsing is what the strict reader finds, or nothing: with vectors of every width, and with none.</summary>
public sealed class RawRecordScannerTests
{
    private const int MaxDepth = 64;

    private static readonly ThingFormat Format = new();

    private static readonly string[] Pieces =
    [
        "\"id\":", "\"num\":", "\"name\":", "\"id\" :", "\"num\" : ", "\"deep\":", "\"\\u006eum\":", "1", "-5", "12.5e3", "\"7\"", "\"a\\\"b\"", "\"\\\\\"",
        "\"\\\\\\\"\"", "null", "true", "{", "}", "[", "]", ",", " ", "\n", "\"", "\\", "é✓😀", "\"x},{[]\"", "{\"num\":1,\"id\":2}", "\"num\"", "\"id\"", "00", "\u0001",
    ];

    [Theory]
    [InlineData("{\"id\":1}")]
    [InlineData("{\"num\":12345,\"id\":7,\"name\":\"a\"}")]
    [InlineData("{ \"num\" : \"5\" , \"id\" : \"77\" , \"name\" : \"x\" }")]
    [InlineData("{\"id\":7,\"name\":\"}]{[,\\\"\\\\\",\"num\":\"\\\"\"}")]
    [InlineData("{\"name\":\"\\\\\\\\\",\"id\":7,\"num\":null}")]
    [InlineData("{\"deep\":{\"num\":1,\"id\":3,\"x\":[{},[1,2],\"]\"]},\"id\":7,\"num\":4}")]
    [InlineData("{\"id\":7,\"name\":\"0123456789012345678901234567890123456789012345678901234567890123456789\\\\\",\"num\":1,\"z\":\"012345678901234567890123456789012345678901234567890123456\\\"\"}")]
    [InlineData("{\"id\":7,\"id\":8,\"num\":1,\"num\":2}")]
    public void A_record_is_found_as_the_strict_reader_finds_it(string record)
    {
        foreach (var scanner in Scanners())
        {
            foreach (var behind in new[] { "", ",{\"id\":2}", "]", new string(' ', 100) })
            {
                Assert.True(scanner.TryScan(Encoding.UTF8.GetBytes(record + behind), out var found), scanner.GetType().Name);
                Assert.Equal(Strictly(record), (found.Key, found.Fingerprint, found.Length));
            }
        }
    }

    [Theory]
    [InlineData("{\"id\":1")]
    [InlineData("{\"id\":1,\"name\":\"}")]
    [InlineData("{\"name\":\"no id\"}")]
    [InlineData("{\"id\":[1]}")]
    [InlineData("{\"id\":null}")]
    [InlineData("{\"id\":1,\"num\":{\"x\":1}}")]
    [InlineData("{\"id\":1,\"num\":01}")]
    [InlineData("{\"id\":1,\"num\":}")]
    [InlineData("{\"id\":1,\"num\":1 2}")]
    [InlineData("{\"id\":1,\"num\":\"a\tb\"}")]
    [InlineData("{\"id\":1,\"num\" 5}")]
    [InlineData("{\"id\":NaN}")]
    public void A_doubt_is_left_to_the_strict_reader(string record) =>
        Assert.All(Scanners(), scanner => Assert.False(scanner.TryScan(Encoding.UTF8.GetBytes(record), out _)));

    [Fact]
    public void A_record_nested_too_deep_is_left_to_the_strict_reader()
    {
        static string Deep(int depth) => $"{{\"id\":1,\"x\":{new string('[', depth - 1)}{new string(']', depth - 1)}}}";

        Assert.All(Scanners(), scanner => Assert.True(scanner.TryScan(Encoding.UTF8.GetBytes(Deep(MaxDepth)), out _)));
        Assert.All(Scanners(), scanner => Assert.False(scanner.TryScan(Encoding.UTF8.GetBytes(Deep(MaxDepth + 1)), out _)));
    }

    [Property(MaxTest = 3_000)]
    public void Whatever_the_bytes_are_all_widths_agree_and_a_valid_record_is_found_as_the_strict_reader_finds_it(int seed)
    {
        var random = new Random(seed);
        var record = "{\"id\":3," + string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Pieces[random.Next(Pieces.Length)])) + "\"name\":\"end\"}";
        var bytes = Encoding.UTF8.GetBytes(record);

        var all = Scanners().Select(scanner => scanner.TryScan(bytes, out var found) ? found : (RawRecord?)null).Distinct().ToList();

        var raw = Assert.Single(all);
        if (raw is { } agreed && Strictly(record) is { } strict && agreed.Length == strict.Length && !record.Contains("\\u006e", StringComparison.Ordinal))
        {
            Assert.Equal((strict.Key, strict.Fingerprint), (agreed.Key, agreed.Fingerprint));
        }
    }

    [Fact]
    public void A_known_list_is_framed_as_an_unknown_one_wherever_its_bytes_are_cut()
    {
        var random = new Random(5);
        var things = Enumerable.Range(1, 300).Select(id => new Thing(id, new string('x', random.Next(200)) + "\\\"é,{}", "g"));
        var body = Encoding.UTF8.GetBytes(Thing.List(things));
        var strict = Frame(body, isKnown: null, random: null);

        Assert.Equal(300, strict.Count);
        var known = strict.ToHashSet();
        Assert.Equal(strict, Frame(body, (key, fingerprint) => known.Contains((key, fingerprint)), random: null));
        Assert.Equal(strict, Frame(body, (key, fingerprint) => known.Contains((key, fingerprint)), random));
        Assert.Equal(strict, Frame(body, (key, _) => key % 2 == 0, random));
    }

    private static List<(long Key, ulong Fingerprint)> Frame(byte[] body, Func<long, ulong, bool>? isKnown, Random? random)
    {
        var framer = Format.CreateFramer(1 << 20, MaxDepth, isKnown);
        var buffer = Segments.Of(body, random);
        var frames = new List<(long, ulong)>();
        while (framer.TryRead(ref buffer, isFinal: true, out var frame) == FrameStatus.Record)
        {
            frames.Add((frame.Key!.Value, frame.Fingerprint));
        }

        return frames;
    }

    /// <returns>Null where the strict reader refuses the record, or mends it.</returns>
    private static (long Key, ulong Fingerprint, int Length)? Strictly(string record)
    {
        var framer = Format.CreateFramer(1 << 20, MaxDepth);
        var bytes = Encoding.UTF8.GetBytes(record);
        var buffer = new ReadOnlySequence<byte>([(byte)'[', .. bytes, (byte)']']);
        try
        {
            return framer.TryRead(ref buffer, isFinal: true, out var frame) == FrameStatus.Record && frame.Key is { } key && frame.Bytes.SequenceEqual(bytes)
                ? (key, frame.Fingerprint, frame.Bytes.Length)
                : null;
        }
        catch (SourceException)
        {
            return null;
        }
    }

    private static IRawRecordScanner[] Scanners() =>
    [
        new RawRecordScanner<Block512>(Format, MaxDepth),
        new RawRecordScanner<Block256>(Format, MaxDepth),
        new RawRecordScanner<Block128>(Format, MaxDepth),
        new RawRecordScanner<BlockScalar>(Format, MaxDepth),
    ];
}
