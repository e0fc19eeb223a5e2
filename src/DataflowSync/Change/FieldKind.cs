namespace DataflowSync.Change;

/// <summary>Kind of a field in an encoded item. The numbers are part of the encoding.</summary>
internal enum FieldKind : byte
{
    None = 0,
    String = 1,
    Int64 = 2,
    Double = 3,
    Boolean = 4,
    List = 5,
}
