namespace DataflowSync.Crash.Tests.PowerLoss;

/// <summary>What can be done to a disk.</summary>
internal enum OperationKind
{
    MakeDirectory,
    MakeFile,
    Write,
    Resize,
    Stamp,
    FlushFile,
    Rename,
    Unlink,
    FlushDirectory,
    MoveDirectory,
    DeleteDirectory,
}
