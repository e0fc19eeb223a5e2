namespace DataflowSync.LiteDb.Tests.Simulation;

/// <summary>What a published dataset must show, told in the simplest way: the merged items in the order of their first records.</summary>
internal sealed class CatalogModel
{
    private readonly Dictionary<string, TestRecord> _items = [];

    public CatalogModel(IEnumerable<TestRecord> records)
    {
        foreach (var record in records)
        {
            if (_items.TryGetValue(record.Id, out var first))
            {
                _items[record.Id] = TestRecord.Merge(first, record);
                continue;
            }

            _items.Add(record.Id, record);
            Order.Add(record.Id);
        }
    }

    public List<string> Order { get; } = [];

    public IEnumerable<TestRecord> Items => Order.Select(id => _items[id]);

    public TestRecord? Find(string id) => _items.GetValueOrDefault(id);

    public List<string> InGroup(string? group) => [.. Order.Where(id => group is null || _items[id].Groups.Contains(group))];

    /// <summary>Groups in the order of their first items, those of one item by name.</summary>
    public List<CategoryCount> Groups() =>
    [
        .. Items.SelectMany((item, position) => item.Groups.Select(group => (group, position)))
            .GroupBy(entry => entry.group)
            .OrderBy(group => group.First().position)
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new CategoryCount(group.Key, Name: null, group.Count())),
    ];
}
