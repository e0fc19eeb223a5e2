namespace DataflowSync.Change;

/// <summary>A message from parse to store: a record that is to be stored, directly or in the spool.</summary>
/// <param name="Format">The format of its item.</param>
/// <param name="Record">The record.</param>
/// <param name="SpoolOffset">Where it was given a place in the spool; null where it is stored directly.</param>
internal readonly record struct StagedRecord(IRecordFormat Format, SpooledRecord Record, long? SpoolOffset)
{
    public override string ToString() => $"row {Record.Row}";
}
