using System.Text.Json;

namespace DataflowSync.Testing.Tests;

public sealed class FakeListTests
{
    private static FakeCatalog Catalog(Action<FakeProviderOptions>? change = null)
    {
        FakeProviderOptions options = new();
        change?.Invoke(options);
        return new FakeCatalog(options);
    }

    [Fact]
    public void Equal_options_give_equal_bytes_and_another_seed_gives_others()
    {
        foreach (string dataset in Rendering.DatasetNames)
        {
            byte[] first = Rendering.Render(Catalog()[dataset]);

            Assert.Equal(first, Rendering.Render(Catalog()[dataset]));
            Assert.NotEqual(first, Rendering.Render(Catalog(o => o.Seed = 2)[dataset]));
        }
    }

    [Fact]
    public void Ascending_ids_ascend_and_shuffled_ids_are_the_same_in_another_order()
    {
        foreach (string dataset in Rendering.DatasetNames)
        {
            IReadOnlyList<int> ascending = Catalog()[dataset].Ids;
            IReadOnlyList<int> shuffled = Catalog(o => o.Ids = FakeIdOrder.Shuffled)[dataset].Ids;

            Assert.Equal(ascending.Order(), ascending);
            Assert.NotEqual(ascending, shuffled);
            Assert.Equal(ascending, shuffled.Order());
        }
    }

    [Fact]
    public void Ids_of_channels_and_movies_do_not_collide()
    {
        FakeCatalog catalog = Catalog(o => (o.Channels, o.Movies) = (100_000, 100_000));

        Assert.Empty(catalog.Channels.Ids.Intersect(catalog.Movies.Ids));
    }

    [Fact]
    public void Adding_appends_new_ids_and_leaves_the_others_alone()
    {
        FakeList list = Catalog().Movies;
        string[] before = [.. list.ExpectedDocuments()];

        IReadOnlyList<int> added = list.Add(3);

        Assert.Equal(503, list.Count);
        Assert.Equal(added, list.Ids.TakeLast(3));
        Assert.Equal(before, list.ExpectedDocuments().Take(500));
        Assert.True(added.Min() > list.Ids.Take(500).Max());
    }

    [Fact]
    public void Inserting_at_the_top_puts_the_newest_first_and_renumbers_everything()
    {
        FakeList list = Catalog().Movies;
        string[] before = [.. list.ExpectedDocuments()];

        IReadOnlyList<int> added = list.InsertAtTop(2);

        Assert.Equal(added, list.Ids.Take(2));
        Assert.True(added[0] > added[1]);
        Assert.Equal(before, list.ExpectedDocuments().Skip(2));
        Assert.Equal(Enumerable.Range(1, 502), Rendering.Nums(list));
    }

    [Fact]
    public void Every_changed_item_has_another_document_and_no_other_has()
    {
        foreach (string dataset in Rendering.DatasetNames)
        {
            FakeList list = Catalog(o => (o.Movies, o.Channels, o.Series) = (2_000, 2_000, 2_000))[dataset];
            string[] before = [.. list.ExpectedDocuments()];

            IReadOnlyList<int> changed = list.Change(list.Count / 3);

            string[] after = [.. list.ExpectedDocuments()];
            int[] different = [.. list.Ids.Where((_, i) => before[i] != after[i])];
            Assert.Equal(changed, different);
            Assert.Equal(list.Count / 3, changed.Distinct().Count());
        }
    }

    [Fact]
    public void Changing_the_same_item_again_changes_its_document_again()
    {
        FakeList list = Catalog().Series;
        HashSet<string> seen = [list.ExpectedDocuments().First()];
        for (int i = 0; i < 20; i++)
        {
            list.ChangeAt(0);
            Assert.True(seen.Add(list.ExpectedDocuments().First()));
        }
    }

    [Fact]
    public void Some_changes_move_an_item_to_another_category()
    {
        FakeList list = Catalog().Movies;
        string[] before = Categories(list);

        list.Change(list.Count);

        int moved = before.Zip(Categories(list)).Count(pair => pair.First != pair.Second);
        Assert.InRange(moved, 20, 150);

        static string[] Categories(FakeList list) =>
            [.. Rendering.RenderJson(list).EnumerateArray().Select(row => row.GetProperty("category_ids").GetRawText())];
    }

    [Fact]
    public void Changes_and_removals_are_spread_over_the_list()
    {
        FakeList list = Catalog(o => o.Movies = 1_000).Movies;
        IReadOnlyList<int> ids = list.Ids;

        Assert.Equal([25, 125, 225, 325, 425, 525, 625, 725, 825, 925], list.Change(10).Select(id => id - ids[0]));
        Assert.Equal([75, 175, 275, 375, 475, 575, 675, 775, 875, 975], list.Remove(10).Select(id => id - ids[0]));
    }

    [Fact]
    public void Removed_ids_are_gone_and_never_come_back()
    {
        FakeList list = Catalog().Channels;

        IReadOnlyList<int> removed = [.. list.Remove(10), .. list.RemoveAt(0, 1, 1, list.Count - 1)];
        list.Add(50);

        Assert.Equal(13, removed.Count);
        Assert.Equal(200 - 13 + 50, list.Count);
        Assert.Empty(list.Ids.Intersect(removed));
    }

    [Fact]
    public void A_cleared_list_is_an_empty_array()
    {
        FakeList list = Catalog().Movies;
        int last = list.Ids[^1];
        list.Clear();

        Assert.Equal("[]"u8.ToArray(), Rendering.Render(list));
        Assert.Equal([last + 1], list.Add(1));
    }

    [Fact]
    public void Reordering_keeps_the_items_and_depends_on_its_seed_alone()
    {
        FakeList list = Catalog().Movies;
        FakeList other = Catalog().Movies;
        string[] before = [.. list.ExpectedDocuments()];

        list.Reorder(5);
        other.Reorder(5);

        Assert.NotEqual(before, list.ExpectedDocuments());
        Assert.Equal(before.Order(), list.ExpectedDocuments().Order());
        Assert.Equal(other.Ids, list.Ids);
    }

    [Fact]
    public void Renumbering_changes_every_num_and_nothing_else()
    {
        FakeList list = Catalog(o => o.RepeatPerCategory = 0.5).Movies;
        JsonElement[] before = [.. Rendering.RenderJson(list).EnumerateArray()];

        list.Renumber();

        JsonElement[] after = [.. Rendering.RenderJson(list).EnumerateArray()];
        Assert.Equal(before.Length, after.Length);
        foreach ((JsonElement old, JsonElement renumbered) in before.Zip(after))
        {
            string num = old.GetProperty("num").GetRawText();
            Assert.NotEqual(num, renumbered.GetProperty("num").GetRawText());
            Assert.Equal(
                old.EnumerateObject().Skip(1).Select(field => field.ToString()),
                renumbered.EnumerateObject().Skip(1).Select(field => field.ToString()));
        }
    }

    [Fact]
    public void Amounts_and_positions_outside_the_list_are_refused_and_change_nothing()
    {
        FakeList list = Catalog().Movies;
        byte[] before = Rendering.Render(list);

        Assert.Throws<ArgumentOutOfRangeException>(() => list.Add(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.Add(FakeProviderOptions.MaxItems + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.InsertAtTop(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.Change(501));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.Remove(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.ChangeAt(0, 500));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.RemoveAt(-1));
        Assert.Equal(before, Rendering.Render(list));
    }

    [Fact]
    public void A_catalog_knows_its_lists_by_name()
    {
        FakeCatalog catalog = Catalog();

        Assert.Same(catalog.MovieCategories, catalog["movie-categories"]);
        Assert.Contains("series-categories", Assert.Throws<ArgumentException>(() => catalog["films"]).Message, StringComparison.Ordinal);
    }
}
