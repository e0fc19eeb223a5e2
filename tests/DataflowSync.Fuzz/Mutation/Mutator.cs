using System.Buffers;
using System.Text;

namespace DataflowSync.Fuzz.Mutation;

/// <summary>Makes new inputs of known ones. Not thread-safe.</summary>
internal sealed class Mutator(Random random)
{
    private const int MaxInputBytes = 4 << 10;

    /// <summary>One input in so many gets a run of bytes that is longer than what the reader looks at before the list.</summary>
    private const int LongRunOdds = 2_000;

    private static readonly SearchValues<byte> Borders = SearchValues.Create("[]{},:\""u8);

    private static readonly MutationKind[] Kinds = Enum.GetValues<MutationKind>();

    /// <summary>What bytes alone would hardly become: names that are read, escapes, and the words of JSON and of panels.</summary>
    private static readonly byte[][] Words = [.. new[]
    {
        "[", "]", "{", "}", "\"", ":", ",", "\\", "[]", "{}", "null", "true", "false", "NaN", "\\u0000", "\\ud83d", "\\ude00", "\\u0041", "\\x",
        "\uFEFF", "\u00e9", "1e3", "1.0", "-1", "0", "9223372036854775807", "1700000000", "1700000000000", "2024-05-22 10:00:00",
        "2024-05-22T10:00:00+14:00", "22/05/2024", "0000-00-00", "8/10", "7,5", "[8,9]", "8|9", "{\\\"a\\\":1}", ".MKV", "\"stream_id\":1",
        "\"series_id\":2", "\"category_id\":\"3\"", "\"category_ids\":[4]", "\"category_name\":\"c\"", "\"parent_id\":0", "\"num\":5",
        "\"direct_source\":\"\"", "\"name\":\"n\"", "\"added\":", "\"rating\":", "\"tv_archive\":1", "\"backdrop_path\":[\"b\"]", "\"cast\":[\"a\",\"b\"]",
        "\"container_extension\":", "\"releaseDate\":", "\"tmdb\":", "{\"stream_id\":7},", ",{\"stream_id\":8}", "\"7\":{\"series_id\":7},", "<br />Warning: [] {x} ",
        "<!doctype html>", "Access denied", "\"user_info\":{\"auth\":1}", "\"auth\":0", "\"status\":\"Expired\"", "\"exp_date\":1800000000",
        "\"max_connections\":\"1\"", "\"error\":\"e\"", "\"result\":false", "\"message\":\"us@r &1\"", "p#ss%w/rd+", "\"episodes\":", "\"seasons\":",
        "\"info\":", "\"season\":2", "\"episode_num\":3", "\"id\":\"11\"", "\"season_number\":1", "\"duration_secs\":60", "\"air_date\":",
    }.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Changes an input, or joins its beginning with the end of another.</summary>
    public byte[] Mutate(byte[] input, byte[] other)
    {
        if (random.Next(8) == 0)
        {
            input = [.. input.AsSpan(0, random.Next(input.Length + 1)), .. other.AsSpan(random.Next(other.Length + 1))];
        }

        for (var times = 1 << random.Next(random.Next(1, 5)); times > 0; times--)
        {
            input = Next(input).Apply(input);
        }

        if (random.Next(LongRunOdds) == 0)
        {
            var run = new byte[random.Next(70_000)];
            run.AsSpan().Fill(random.Next(2) == 0 ? (byte)" 1x\"["[random.Next(5)] : (byte)random.Next(256));
            return new ByteMutation(MutationKind.Insert, random.Next(input.Length + 1), 0, run).Apply(input);
        }

        return input.Length > MaxInputBytes ? input[..MaxInputBytes] : input;
    }

    private ByteMutation Next(byte[] input)
    {
        var kind = Kinds[random.Next(Kinds.Length)];
        if (kind == MutationKind.Truncate && random.Next(4) != 0)
        {
            kind = MutationKind.Overwrite;
        }

        var size = 1 + random.Next(random.Next(3) == 0 ? 200 : 4);
        var bytes = kind == MutationKind.Flip ? [(byte)(1 << random.Next(8))] : random.Next(3) > 0 ? Words[random.Next(Words.Length)] : Raw(random.Next(1, 5));
        return new ByteMutation(kind, Place(input), kind == MutationKind.Flip ? 1 : size, bytes);
    }

    /// <summary>Half of the changes are made where something begins or ends: there they matter most.</summary>
    private int Place(byte[] input)
    {
        var at = random.Next(input.Length + 1);
        var next = random.Next(2) == 0 ? input.AsSpan(at).IndexOfAny(Borders) : -1;
        return next < 0 ? at : at + next + random.Next(2);
    }

    private byte[] Raw(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
