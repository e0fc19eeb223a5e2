namespace DataflowSync.Testing.Records;

/// <summary>How the items of one list look on the wire, and as exported documents.</summary>
internal abstract class RecordFormat
{
    /// <summary>More bytes than any record has.</summary>
    public const int MaxRecordBytes = 12 * 1024;

    public abstract void WriteRow(ref RecordWriter writer, in Row row);

    public abstract void WriteDocument(DocumentWriter writer, Item item);

    public virtual ItemCategories CategoriesOf(Item item) => new(0, 0, 0, 0, 1, late: false, ownOnly: false);
}
