using DataflowSync.Change;
using DataflowSync.Tests.Engine;

namespace DataflowSync.Tests.Change;

public sealed class ItemEncodingTests
{
    [Theory]
    [InlineData(true, 0.5)]
    [InlineData(false, -1e300)]
    public void Values_of_each_kind_come_back_as_they_were(bool flag, double number)
    {
        var item = new ItemBuilder(new ThingFormat());
        item.SetDouble(0, number);
        item.SetBoolean(1, flag);
        var read = item.ToItem();
        item.SetList(0, ["one", "", "drei €"]);
        item.SetInt64(1, long.MinValue);
        var other = item.ToItem();

        Assert.Equal((number, (bool?)flag), (read.GetDouble("id"), read.GetBoolean("name")));
        Assert.Equal(["one", "", "drei €"], other.GetList("id"));
        Assert.Equal(long.MinValue, other.GetInt64("name"));
    }

    [Fact]
    public void A_kind_that_is_none_is_refused_by_its_number()
    {
        var refused = Assert.Throws<InvalidDataException>(() => ItemEncoding.ReadValue((FieldKind)77, [1]));

        Assert.Contains("77", refused.Message, StringComparison.Ordinal);
    }
}
