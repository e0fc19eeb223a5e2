namespace DataflowSync.LiteDb.Tests.Simulation;

/// <summary>Compares everything a reader can ask with the model.</summary>
internal static class ModelAssert
{
    public static async Task ShowsAsync(CatalogModel model, IDatasetReader reader, Random random)
    {
        Assert.Equal(model.Order.Count, reader.Count);
        Assert.Equal(model.Items.Select(item => item.ToString()), await ToListAsync(reader, query: null, TestRecord.Describe));
        Assert.Equal(model.Groups(), await reader.CountGroupsAsync());
        foreach (var group in model.Groups())
        {
            Assert.Equal(model.InGroup(group.Id), await ToListAsync(reader, new BrowseQuery { Category = group.Id }, item => item.Id));
        }

        Assert.Empty(await ToListAsync(reader, new BrowseQuery { Category = "no such group" }, item => item.Id));
        for (var i = 0; i < 8; i++)
        {
            await FindsAsync(model, reader, random);
            await PagesAsync(model, reader, random);
        }
    }

    public static async Task<List<T>> ToListAsync<T>(IDatasetReader reader, BrowseQuery? query, Func<CatalogItem, T> map)
    {
        var list = new List<T>();
        await foreach (var item in reader.BrowseAsync(query))
        {
            list.Add(map(item));
        }

        return list;
    }

    private static async Task FindsAsync(CatalogModel model, IDatasetReader reader, Random random)
    {
        var id = random.Next(4) > 0 && model.Order.Count > 0 ? model.Order[random.Next(model.Order.Count)] : $"absent {random.Next()}";
        var found = await reader.FindAsync(id);
        Assert.Equal(model.Find(id)?.ToString(), found is null ? null : TestRecord.Describe(found));
    }

    private static async Task PagesAsync(CatalogModel model, IDatasetReader reader, Random random)
    {
        var groups = model.Groups();
        var category = random.Next(2) == 0 || groups.Count == 0 ? null : groups[random.Next(groups.Count)].Id;
        var after = random.Next(3) switch
        {
            0 => null,
            1 => "gone",
            _ => model.Order.Count > 0 ? model.Order[random.Next(model.Order.Count)] : "gone",
        };
        var query = new BrowseQuery { Category = category, After = after, Position = random.Next(model.Order.Count + 3), Take = random.Next(3) == 0 ? null : random.Next(20) };
        var list = model.InGroup(category);
        var start = after is null ? 0 : list.Contains(after) ? list.IndexOf(after) + 1 : Math.Clamp(query.Position - 1, 0, list.Count);
        Assert.Equal(list.Skip(start).Take(query.Take ?? int.MaxValue), await ToListAsync(reader, query, item => item.Id));
    }
}
