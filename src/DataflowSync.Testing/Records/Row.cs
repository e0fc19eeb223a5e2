namespace DataflowSync.Testing.Records;

/// <summary>One element of an answer.</summary>
internal readonly struct Row(Item item, int num, ItemCategories categories, int category)
{
    private readonly ItemCategories _categories = categories;

    public Item Item { get; } = item;

    public int Num { get; } = num;

    /// <summary>What goes into <c>category_id</c>; 0 for none.</summary>
    public int Category { get; } = category;

    public void WriteCategories(ref RecordWriter writer)
    {
        if (Category == 0)
        {
            // Panels send both for an item without a category.
            writer.Raw((Item.Id & 1) == 0 ? "\"category_id\":null,\"category_ids\":[]"u8 : "\"category_id\":\"\",\"category_ids\":[]"u8);
            return;
        }

        writer.Raw("\"category_id\":"u8);
        writer.QuotedNumber(Category);
        writer.Raw(",\"category_ids\":["u8);
        if (_categories.RowsCarryOwnOnly && _categories.Rows > 1)
        {
            writer.Number(Category);
        }
        else
        {
            for (int i = 0; i < _categories.Count; i++)
            {
                writer.Raw(i > 0 ? ","u8 : []);
                writer.Number(_categories[i]);
            }
        }

        writer.Raw("]"u8);
    }
}
