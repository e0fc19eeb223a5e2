using System.Text;
using DataflowSync.M3u.Tests.Setup;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DataflowSync.M3u.Tests;

/// <summary>What must hold for any lines, any borders between reads and any damage.</summary>
public sealed class FramerPropertyTests
{
    private const int Limit = 1_024;

    private static readonly string[] Parts =
    [
        "#EXTM3U", "#EXTM3U x-tvg-url=\"http://h/epg?username=u\"", "#EXTINF:-1,One", "#EXTINF:-1 tvg-id=\"a\" group-title=\"G, H\",Two, too",
        "#EXTINF:", "#extinf:12.5,tvg-logo=", "#EXTINF:-1 tvg-name=\"open,Three", "#EXTGRP:Group", "#EXTVLCOPT:a=b", "#EXT", "#", "",
        "http://h/live/u/p/1.ts", "http://h/u/p/2", "http://h/movie/u/p/3.mkv", "http://u:p@h/x.m3u8?token=t|User-Agent=x", "rtp://@239.0.0.1:1234",
        "http://", "file:///x", "relative", "<br />", "{", "\uFEFF", "\uFEFF#EXTINF:-1,Four", "\u0004", "\0", "\u00a0", "é中\ud83d\ude00",
        new string('x', Limit - 3), new string('y', Limit + 3), "#EXTINF:-1," + new string('z', 2 * Limit), new string(' ', 2 * Limit),
    ];

    private static readonly string[] Ends = ["\n", "\r\n", "\r", "\n\n", " \n", ""];

    [Property(MaxTest = 300)]
    public Property Borders_between_reads_change_nothing() => Prop.ForAll(
        Lists(),
        Gen.NonEmptyListOf(Gen.Choose(1, 64)).ToArbitrary(),
        Gen.Elements(true, false).ToArbitrary(),
        (list, pieces, isProven) =>
        {
            var whole = ListReader.Read(list, isProven: isProven, maxRecordBytes: Limit);
            foreach (var sizes in new[] { [1], pieces.ToArray() })
            {
                var cut = ListReader.Read(list, sizes, isProven, Limit);
                Assert.Equal(whole.Records, cut.Records);
                Assert.Equal(whole.Error, cut.Error);
            }
        });

    [Property(MaxTest = 300)]
    public Property Any_damage_is_read_to_an_end_and_every_address_line_is_a_record() => Prop.ForAll(
        Lists(),
        Gen.ArrayOf(Gen.Choose(0, int.MaxValue)).ToArbitrary(),
        (list, damages) =>
        {
            var bytes = Encoding.UTF8.GetBytes("#EXTM3U\n" + list);
            foreach (var damage in damages.Where(_ => bytes.Length > 8))
            {
                bytes[8 + (damage % (bytes.Length - 8))] = (byte)(damage >> 16);
            }

            var result = ListReader.Read(bytes, maxRecordBytes: Limit);

            Assert.True(result.Error is null or SyncErrorCode.Truncated, $"{result.Error}");
            if (result.Error is null)
            {
                Assert.Equal(CountRecords(bytes), result.Records.Count);
            }
        });

    /// <summary>The same question asked in another way: by whole lines.</summary>
    private static int CountRecords(byte[] list)
    {
        var (count, isOpen) = (0, false);
        foreach (var line in Encoding.Latin1.GetString(list).Split('\r', '\n').Select(Shown))
        {
            var isInfo = line.StartsWith("#EXTINF:", StringComparison.OrdinalIgnoreCase);
            var isAddress = line.Length > 0 && line[0] != '#';
            count += isAddress || (isInfo && isOpen) ? 1 : 0;
            isOpen = isInfo || (isOpen && !isAddress);
        }

        return count;
    }

    /// <summary>What a framer sees of a line: not more than the limit, nothing of the blanks and marks around it.</summary>
    private static string Shown(string line) => line[..Math.Min(line.Length, Limit)].Trim(" \t\u00EF\u00BB\u00BF".ToCharArray());

    private static Arbitrary<string> Lists() =>
        Gen.ListOf(Gen.Elements(Parts).SelectMany(part => Gen.Elements(Ends).Select(end => part + end))).Select(string.Concat).ToArbitrary();
}
