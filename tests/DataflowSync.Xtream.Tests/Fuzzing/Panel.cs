using System.Text;
using DataflowSync.Fuzz.Mutation;
using FsCheck;
using FsCheck.Fluent;

namespace DataflowSync.Xtream.Tests.Fuzzing;

/// <summary>What panels send, and what becomes of it on the way: the generators of all properties.</summary>
internal static class Panel
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "7", "1.5", "1e400", "1700000000", "\"\"", "\" \"", "\"5\"", "\"text\"", "\"7,5\"", "\"\\ud83d\"",
        "\"\\u0000\"", "\"[1,2]\"", "\"[\"", "\"{\\\"a\\\":1}\"", "\"2024-01-02 03:04:05\"", "[]", "[null]", "[1,\"a\",[2],{\"b\":3}]", "{}",
        "{\"0\":\"x\",\"1\":{\"y\":[]}}", "\"\u00e9\u4e2d\"", "\"N/A\"",
    ];

    private static readonly string[] Properties =
    [
        "stream_id", "series_id", "category_id", "category_ids", "category_name", "parent_id", "name", "title", "year", "stream_icon", "rating",
        "added", "is_adult", "container_extension", "plot", "cast", "releaseDate", "release_date", "tmdb", "tmdb_id", "tv_archive",
        "tv_archive_duration", "last_modified", "backdrop_path", "episode_run_time", "num", "direct_source", "other",
    ];

    private static readonly string[] Steps =
    [
        Datasets.ChannelCategories, Datasets.Channels, Datasets.MovieCategories, Datasets.Movies, Datasets.SeriesCategories, Datasets.Series,
    ];

    /// <summary>Bytes that do the most harm where they are put.</summary>
    private static readonly byte[][] Tokens =
    [
        .. new[] { "[", "]", "{", "}", "\"", "\\", ",", ":", "0", "-", " ", "\n", "\0", "null", "\\u", "\\ud800", "\uFEFF", "{}", "[]" }
            .Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0x80],
    ];

    /// <summary>Records whose properties are all different: a repeated one makes the order matter.</summary>
    public static Gen<KeyValuePair<string, string>[]> AnyRecords() => Gen
        .SubListOf(Properties)
        .SelectMany(properties => Gen.ArrayOf(Gen.Elements(Values), properties.Count)
            .Select(values => properties.Zip(values, KeyValuePair.Create).ToArray()));

    /// <summary>The object of a record.</summary>
    public static string Object(IEnumerable<KeyValuePair<string, string>> record) =>
        $"{{{string.Join(',', record.Select(property => $"\"{property.Key}\":{property.Value}"))}}}";

    /// <summary>Whole lists of all steps: arrays, arrays with gaps, with and without blanks and a text before them.</summary>
    public static Arbitrary<PanelList> Lists() => Arb.From(
        from step in Gen.Elements(Steps)
        from isKeyed in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from before in Gen.Frequency((6, Gen.Constant("")), (1, Gen.Constant(" \r\n")), (1, Gen.Constant("\uFEFF")), (1, Gen.Constant("<b>Warning</b>: x[] in /a.php\n")))
        from blank in Gen.Elements("", " ", "\n  ")
        from records in Gen.ListOf(Gen.Frequency((4, UsualRecords(step)), (1, AnyRecords().Select(Object))))
        select new PanelList(step, isKeyed, before, blank, [.. records]),
        list => list.Records.Select((_, gone) => list with { Records = [.. list.Records.Where((_, i) => i != gone)] }));

    /// <summary>One to three changes of a body that is not longer than this.</summary>
    public static Arbitrary<ByteMutation[]> Mutations(int length) => Gen
        .ArrayOf(Mutation(length))
        .Where(mutations => mutations.Length is > 0 and < 4)
        .ToArbitrary();

    private static Gen<ByteMutation> Mutation(int length) =>
        from kind in Gen.Elements(Enum.GetValues<MutationKind>())
        from at in Gen.Choose(0, length)
        from size in Gen.Frequency((3, Gen.Choose(1, 3)), (1, Gen.Choose(1, 200)))
        from bytes in kind == MutationKind.Flip ? Gen.Choose(0, 7).Select(bit => new[] { (byte)(1 << bit) }) : Gen.Elements(Tokens)
        select new ByteMutation(kind, at, size, bytes);

    /// <summary>Records as panels mostly send them. Ids are few, so that some come twice.</summary>
    private static Gen<string> UsualRecords(string step) =>
        from id in Gen.Choose(1, 30)
        from isText in Gen.Elements("", "\"")
        from num in Gen.Choose(1, 9_999)
        from name in Gen.Elements("News HD", "caf\u00e9 \u4e2d\u6587", "a \\\"quoted\\\" {name}]", "\\ud83d\\ude00 \\/", "")
        from category in Gen.Choose(0, 5)
        select step switch
        {
            Datasets.Channels => $$"""{"num":{{num}},"name":"{{name}}","stream_type":"live","stream_id":{{isText}}{{id}}{{isText}},"stream_icon":"http://i/{{id}}.png","added":"17{{num}}0000","category_id":"{{category}}","tv_archive":1,"direct_source":""}""",
            Datasets.Movies => $$"""{"num":{{num}},"name":"{{name}}","stream_id":{{isText}}{{id}}{{isText}},"rating":"{{category}}.5","category_id":"{{category}}","category_ids":[{{category}},7],"container_extension":"mkv","genre":["{{name}}","x"]}""",
            Datasets.Series => $$"""{"num":{{num}},"name":"{{name}}","series_id":{{isText}}{{id}}{{isText}},"backdrop_path":["b"],"last_modified":"17{{num}}0000","category_id":{{category}},"releaseDate":"2020-01-0{{category}}"}""",
            _ => $$"""{"category_id":{{isText}}{{id}}{{isText}},"category_name":"{{name}}","parent_id":0}""",
        };
}
