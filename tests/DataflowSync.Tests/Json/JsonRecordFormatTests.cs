using System.Text;
using System.Text.Json;

namespace DataflowSync.Tests.Json;

public sealed class JsonRecordFormatTests
{
    [Theory]
    [InlineData("7", true)]
    [InlineData("0", false)]
    [InlineData("-1", false)]
    [InlineData("0.5", false)]
    [InlineData("99999999999999999999", false)]
    [InlineData("true", false)]
    [InlineData("null", false)]
    [InlineData("[7]", false)]
    [InlineData("\"\"", false)]
    [InlineData("\"\\u0061\"", false)]
    [InlineData("\"abc\"", true)]
    public void The_key_is_told_from_a_positive_integer_or_a_plain_text_and_from_nothing_else(string id, bool isKey)
    {
        var key = Framed(new TextFormat(), $"[{{\"id\":{id}}}]").Key;

        Assert.Equal(isKey ? id[0] == '"' ? Ledger.KeyOf("abc"u8) : Ledger.KeyOf(7) : null, key);
    }

    [Fact]
    public void A_record_is_mapped_from_its_first_byte_on()
    {
        var item = new ItemBuilder(new TextFormat());

        Assert.Null(new TextFormat().Map(" {\"id\":\"abc\"}"u8, item));
        Assert.Equal("abc", item.ToItem().Id);
        Assert.Throws<ArgumentNullException>(() => new TextFormat().Map("{}"u8, null!));
    }

    [Fact]
    public void Groups_are_one_of_the_fields_or_there_are_none()
    {
        Assert.Null(new TextFormat().GroupField);
        Assert.Equal(1, new TextFormat(groups: "groups").GroupField);
        Assert.Equal("groupField", Assert.Throws<ArgumentOutOfRangeException>(() => new TextFormat(groups: "other")).ParamName);
    }

    [Fact]
    public void What_a_format_is_made_of_must_be_there()
    {
        Assert.Throws<ArgumentException>(() => new TextFormat(key: ""));
        Assert.Throws<ArgumentNullException>(() => new TextFormat(noFields: true));
        Assert.Throws<ArgumentNullException>(() => new TextFormat(noVolatile: true));
    }

    private static FrameCopy Framed(TextFormat format, string list)
    {
        var buffer = new System.Buffers.ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(list));
        Assert.Equal(FrameStatus.Record, format.CreateFramer(1 << 20, 64).TryRead(ref buffer, isFinal: true, out var frame));
        return new FrameCopy(Encoding.UTF8.GetString(frame.Bytes), frame.Key, frame.Fingerprint, frame.Reject);
    }

    /// <summary>Records whose id is text.</summary>
    private sealed class TextFormat(string key = "id", string? groups = null, bool noFields = false, bool noVolatile = false)
        : JsonRecordFormat(1, key, noFields ? null! : ["id", "groups"], groups, noVolatile ? null! : [])
    {
        protected override RejectReason? MapObject(ref Utf8JsonReader reader, ItemBuilder item)
        {
            Assert.Equal(JsonTokenType.StartObject, reader.TokenType);
            reader.Read();
            reader.Read();
            item.SetString(0, reader.GetString()!);
            item.Key = Ledger.KeyOf(reader.ValueSpan);
            return null;
        }
    }
}
