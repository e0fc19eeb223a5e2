using System.Text.Json;

namespace DataflowSync.Testing.Tests;

public sealed class RepeatTests
{
    private static FakeList Movies(double share, int categories = 40) =>
        new FakeCatalog(new FakeProviderOptions { Movies = 10_000, RepeatPerCategory = share, MovieCategories = categories }).Movies;

    private static (int Id, string Category, int Num)[] Rows(FakeList list, int category = 0) =>
    [
        .. Rendering.RenderJson(list, category).EnumerateArray().Select(row =>
            (row.GetProperty("stream_id").GetInt32(), row.GetProperty("category_id").GetString() ?? string.Empty, row.GetProperty("num").GetInt32())),
    ];

    [Fact]
    public void Without_repeats_every_id_is_sent_once()
    {
        FakeList list = Movies(0);

        Assert.Equal(list.Ids, Rows(list).Select(row => row.Id));
        Assert.Equal(list.Count, list.CountRows());
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(1)]
    public void The_share_of_items_is_repeated_each_row_with_another_category_and_num(double share)
    {
        FakeList list = Movies(share);
        (int Id, string Category, int Num)[] rows = Rows(list);

        Assert.Equal(list.CountRows(), rows.Length);
        Assert.Equal(Enumerable.Range(1, rows.Length), rows.Select(row => row.Num));
        IGrouping<int, (int Id, string Category, int Num)>[] repeated = [.. rows.GroupBy(row => row.Id).Where(group => group.Count() > 1)];
        Assert.InRange(repeated.Length, (share - 0.02) * list.Count, (share + 0.02) * list.Count);
        Assert.All(repeated, group => Assert.Equal(group.Count(), group.Select(row => row.Category).Distinct().Count()));
    }

    [Fact]
    public void Some_repeats_follow_at_once_and_some_at_the_end()
    {
        FakeList list = Movies(0.5);
        (int Id, string Category, int Num)[] rows = Rows(list);
        int[] distances = [.. rows.GroupBy(row => row.Id).Where(group => group.Count() > 1).Select(group => group.Last().Num - group.First().Num)];

        Assert.InRange(distances.Count(distance => distance <= 2), distances.Length * 0.45, distances.Length * 0.55);
        Assert.InRange(distances.Count(distance => distance > 1_000), distances.Length * 0.4, distances.Length * 0.55);
        Assert.Equal(list.Ids, rows.Select(row => row.Id).Distinct());
    }

    [Fact]
    public void Some_repeated_rows_name_all_their_categories_and_some_only_their_own()
    {
        JsonElement[] repeated =
        [
            .. Rendering.RenderJson(Movies(1)).EnumerateArray().GroupBy(row => row.GetProperty("stream_id").GetInt32())
                .Where(group => group.Count() > 1).Select(group => group.First()),
        ];

        Assert.Contains(repeated, row => row.GetProperty("category_ids").GetArrayLength() == 1);
        Assert.Contains(repeated, row => row.GetProperty("category_ids").GetArrayLength() > 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void With_less_than_two_categories_nothing_is_repeated(int categories)
    {
        FakeList list = Movies(1, categories);

        Assert.Equal(list.Count, Rows(list).Length);
        Assert.Equal(ExportMapping.Map("movies", Rendering.RenderJson(list)), list.ExpectedDocuments());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Few_categories_are_enough_for_distinct_ones(int categories)
    {
        FakeList list = Movies(1, categories);

        Assert.All(Rendering.RenderJson(list).EnumerateArray(), row =>
        {
            string[] ids = [.. row.GetProperty("category_ids").EnumerateArray().Select(id => id.GetRawText())];
            Assert.Equal(ids.Length, ids.Distinct().Count());
        });
    }

    [Fact]
    public void A_filtered_list_has_each_item_of_the_category_once_under_that_category()
    {
        FakeList list = Movies(0.5);
        int[] expected =
        [
            .. Rendering.RenderJson(list).EnumerateArray()
                .Where(row => row.GetProperty("category_id").GetString() == "10003" || row.GetProperty("category_ids").EnumerateArray().Any(id => id.GetInt32() == 10_003))
                .Select(row => row.GetProperty("stream_id").GetInt32()).Distinct().Order(),
        ];

        (int Id, string Category, int Num)[] rows = Rows(list, 10_003);

        Assert.NotEmpty(rows);
        Assert.Equal(expected, rows.Select(row => row.Id).Order());
        Assert.All(rows, row => Assert.Equal("10003", row.Category));
        Assert.Equal(Enumerable.Range(1, rows.Length), rows.Select(row => row.Num));
    }

    [Fact]
    public void Every_item_with_a_category_is_in_some_filtered_list()
    {
        FakeList list = Movies(0.5, 5);
        HashSet<int> filtered = [.. Enumerable.Range(10_001, 5).SelectMany(category => Rows(list, category)).Select(row => row.Id)];

        Assert.Equal(
            Rows(list).Where(row => row.Category.Length > 0).Select(row => row.Id).Distinct().Order(),
            filtered.Order());
    }
}
