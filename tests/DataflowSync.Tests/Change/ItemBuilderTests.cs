using System.Text;
using DataflowSync.Tests.Engine;

namespace DataflowSync.Tests.Change;

public sealed class ItemBuilderTests
{
    private static readonly ThingFormat Format = new();

    [Fact]
    public void An_item_reads_back_as_it_was_built_in_the_order_of_its_fields()
    {
        var item = new ItemBuilder(Format);
        item.SetString(1, "Ünïcode ✓");
        item.AddGroup("7");
        item.AddGroup("x");
        item.SetInt64(0, 5);

        var read = new StagedItem(Format, row: 3, item.Encode().ToArray());

        Assert.Equal(["id", "name", "groups"], read.ToItem().Fields.Select(field => field.Key));
        Assert.Equal(5L, read.ToItem().GetInt64("id"));
        Assert.Equal("Ünïcode ✓", read.ToItem().GetString("name"));
        Assert.Equal(["7", "x"], read.ReadGroups());
        Assert.Equal("5", read.ToItem().Id);
    }

    [Fact]
    public void The_order_of_parts_and_groups_does_not_change_the_fingerprint_but_their_content_does()
    {
        var one = Build(item => { item.SetInt64(0, 1); item.SetString(1, "a"); item.AddGroup("1"); item.AddGroup("2"); });
        var two = Build(item => { item.AddGroup("2"); item.SetString(1, "b"); item.SetString(1, "a"); item.AddGroup("1"); item.AddGroup("2"); item.SetInt64(0, 1); });

        Assert.Equal(one, two);
        Assert.NotEqual(one, Build(item => { item.SetInt64(0, 1); item.SetString(1, "a"); item.AddGroup("1"); }));
        Assert.NotEqual(one, Build(item => { item.SetInt64(0, 1); item.SetString(1, "b"); item.AddGroup("1"); item.AddGroup("2"); }));
        Assert.NotEqual(one, Build(item => { item.SetInt64(0, 1); item.AddGroup("1"); item.AddGroup("2"); }));
    }

    [Fact]
    public void Empty_texts_and_blank_groups_leave_nothing()
    {
        var item = new ItemBuilder(Format);
        item.SetString(1, "a");
        item.SetString(1, string.Empty);
        item.AddGroup(string.Empty);

        Assert.Empty(new StagedItem(Format, 0, item.Encode().ToArray()).ToItem().Fields);
    }

    [Fact]
    public void A_loaded_item_encodes_to_the_same_bytes()
    {
        var item = new ItemBuilder(Format);
        item.SetInt64(0, 77);
        item.SetString(1, "name");
        item.AddGroup("g");
        var encoded = item.Encode().ToArray();

        var other = new ItemBuilder(Format);
        other.Load(encoded);

        Assert.Equal(encoded, other.Encode().ToArray());
    }

    [Fact]
    public void Building_an_item_again_and_again_allocates_nothing()
    {
        var item = new ItemBuilder(Format);
        var name = Encoding.UTF8.GetBytes(new string('x', 400));
        BuildOnce();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            BuildOnce();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void BuildOnce()
        {
            item.Reset();
            item.SetInt64(0, 1);
            item.SetString(1, name);
            item.AddGroup("12"u8);
            item.Fingerprint();
        }
    }

    private static ulong Build(Action<ItemBuilder> build)
    {
        var item = new ItemBuilder(Format);
        build(item);
        return item.Fingerprint();
    }
}
