using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using DataflowSync.Xtream.Tests.Fuzzing;
using DataflowSync.Xtream.Values;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DataflowSync.Xtream.Tests;

/// <summary>What must hold for any value, any order of properties and any borders between reads.</summary>
public sealed class RecordPropertyTests
{
    private static readonly string[] Steps = [Datasets.Channels, Datasets.Movies, Datasets.Series, Datasets.MovieCategories];

    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Cases");

    [Property(MaxTest = 400)]
    public Property Any_value_in_any_property_is_an_item_or_a_reject_and_order_does_not_matter() => Prop.ForAll(
        Panel.AnyRecords().ToArbitrary(),
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        (record, seed) =>
        {
            var shuffled = record.ToArray();
            new Random(seed).Shuffle(shuffled);
            foreach (var step in Steps)
            {
                var format = Sources.Format(step);
                var one = RecordReader.Read(format, Body(record));
                var other = RecordReader.Read(format, Body(shuffled));
                Assert.Null(one.Error);
                Assert.Equal(1, one.Records);
                Assert.Equal(one.Json(), other.Json());
                Assert.Equal(one.Rejects, other.Rejects);
            }
        });

    [Property(MaxTest = 60)]
    public Property Borders_between_reads_change_nothing() => Prop.ForAll(
        Gen.Elements(Lists()).ToArbitrary(),
        Gen.NonEmptyListOf(Gen.Choose(1, 64)).ToArbitrary(),
        (file, pieces) =>
        {
            var body = File.ReadAllBytes(file);
            var step = Path.GetFileName(file).Contains("-cat-", StringComparison.Ordinal) ? Datasets.ChannelCategories : Datasets.Channels;
            var format = Sources.Format(step);
            var whole = RecordReader.Read(format, body);
            var cut = RecordReader.Read(format, body, [.. pieces]);
            Assert.Equal(whole.Error?.Code, cut.Error?.Code);
            Assert.Equal(whole.Json(), cut.Json());
            Assert.Equal(whole.Rejects, cut.Rejects);
            Assert.Equal(whole.Warnings, cut.Warnings);
        });

    [Property(MaxTest = 500)]
    public void Text_comes_out_of_any_escaping_as_it_went_in(string text, bool relaxed)
    {
        var sent = text ?? string.Empty;
        var json = JsonSerializer.SerializeToUtf8Bytes(sent, relaxed ? Relaxed : JsonSerializerOptions.Default);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var buffer = default(TextBuffer);

        var expected = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(sent)).Replace("\0", "", StringComparison.Ordinal);
        Assert.Equal(expected, Encoding.UTF8.GetString(buffer.Read(ref reader)));
        buffer.Dispose();
    }

    [Property(MaxTest = 500)]
    public Property Integers_are_exact_in_any_decimal_spelling() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        Gen.Choose(-25, 25).ToArbitrary(),
        (mantissa, exponent) =>
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{mantissa}.{mantissa % 1000:000}e{exponent}");
            var exact = (BigInteger)mantissa * 1000 + mantissa % 1000;
            var shift = exponent - 3;
            var isInteger = shift >= 0 || exact % BigInteger.Pow(10, -shift) == 0;
            var value = shift >= 0 ? exact * BigInteger.Pow(10, shift) : exact / BigInteger.Pow(10, -shift);
            var expected = isInteger && value <= long.MaxValue;

            Assert.Equal(expected, ExactInteger.TryParse(Encoding.ASCII.GetBytes(text), out var read));
            Assert.Equal(expected ? (long)value : 0, expected ? read : 0);
        });

    private static string[] Lists() => [.. Directory.EnumerateFiles(Folder)
        .Where(file => !file.EndsWith(".http", StringComparison.Ordinal) && !file.EndsWith(".tsv", StringComparison.Ordinal))
        .Where(file => new FileInfo(file).Length is > 0 and < 8192)
        .Order(StringComparer.Ordinal)];

    private static byte[] Body(KeyValuePair<string, string>[] record) => Encoding.UTF8.GetBytes($"[{Panel.Object(record)}]");
}
