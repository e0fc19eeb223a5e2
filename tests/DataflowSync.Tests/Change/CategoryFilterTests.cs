using DataflowSync.Change;
using DataflowSync.Pipeline;
using DataflowSync.Tests.Engine;

namespace DataflowSync.Tests.Change;

public sealed class CategoryFilterTests
{
    [Fact]
    public void Order_repetition_and_blanks_make_no_other_filter()
    {
        var filter = new CategoryFilter(["b", "a"]);

        Assert.Equal(filter.Hash, new CategoryFilter([" a", "b ", "a", " "]).Hash);
        Assert.NotEqual(filter.Hash, new CategoryFilter(["a"]).Hash);
        Assert.NotEqual(filter.Hash, new CategoryFilter(["ab"]).Hash);
        Assert.Equal(["a", "b"], filter.Ids!.Order());
    }

    [Fact]
    public void A_filter_of_nothing_is_none_and_takes_every_item()
    {
        foreach (var filter in new[] { new CategoryFilter(null), new CategoryFilter([]), new CategoryFilter([" ", ""]) })
        {
            Assert.Equal((0UL, null), (filter.Hash, filter.Ids));
            Assert.True(filter.Accepts(ItemIn()));
            Assert.True(filter.Accepts(ItemIn("a")));
        }

        Assert.NotEqual(0UL, new CategoryFilter(["a"]).Hash);
    }

    [Fact]
    public void An_item_is_taken_for_any_of_its_groups_and_for_none_that_is_like_one()
    {
        var filter = new CategoryFilter([" a ", "ü"]);

        Assert.True(filter.Accepts(ItemIn("x", "a")));
        Assert.True(filter.Accepts(ItemIn("ü")));
        Assert.False(filter.Accepts(ItemIn("aa", "A", "b")));
        Assert.False(filter.Accepts(ItemIn()));
    }

    [Fact]
    public void Without_a_filter_an_item_is_spoken_for_where_all_its_groups_came_whole()
    {
        var filter = new CategoryFilter(null);

        Assert.False(filter.IsUnspokenFor(["a"], Outcomes()));
        Assert.False(filter.IsUnspokenFor(["a", "b"], Outcomes()));
        Assert.True(filter.IsUnspokenFor(["a", "broken"], Outcomes()));
        Assert.True(filter.IsUnspokenFor(["unknown"], Outcomes()));
        Assert.True(filter.IsUnspokenFor([], Outcomes()));
    }

    [Fact]
    public void With_a_filter_only_the_groups_in_it_can_leave_an_item_unspoken_for()
    {
        var filter = new CategoryFilter(["a", "broken"]);

        Assert.True(filter.IsUnspokenFor(["a", "broken"], Outcomes()));
        Assert.False(filter.IsUnspokenFor(["a", "outside"], Outcomes()));
        Assert.False(filter.IsUnspokenFor(["outside"], Outcomes()));
        Assert.False(filter.IsUnspokenFor([], Outcomes()));
    }

    private static ItemBuilder ItemIn(params string[] groups)
    {
        var item = new ItemBuilder(new ThingFormat());
        foreach (var group in groups)
        {
            item.AddGroup(group);
        }

        return item;
    }

    private static GroupOutcomes Outcomes()
    {
        var groups = new GroupOutcomes();
        groups.Complete("a");
        groups.Complete("b");
        groups.Fail("broken", new SyncError(SyncErrorCode.EmptyBody, "nothing came"));
        return groups;
    }
}
