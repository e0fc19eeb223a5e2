namespace DataflowSync.Crash.Tests.PowerLoss;

/// <summary>One operation that changed a disk.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Path">The name it was done to, relative to the recorded directory; what a name that moves was before.</param>
internal sealed record DiskOperation(OperationKind Kind, string Path)
{
    /// <summary>What a name that moves is afterwards.</summary>
    public string To { get; init; } = string.Empty;

    /// <summary>Number of the file, whatever its name is.</summary>
    public int File { get; init; }

    /// <summary>Where a write begins, or the length of a file that is cut or stretched.</summary>
    public long Offset { get; init; }

    /// <summary>What is written.</summary>
    public byte[] Content { get; init; } = [];

    /// <summary>The time of last change that a stamp gives.</summary>
    public DateTime Time { get; init; }

    /// <summary>Whether it changes names, and so lasts with its directory's flush and not with a file's.</summary>
    public bool IsOfNames => Kind is OperationKind.MakeDirectory or OperationKind.MakeFile or OperationKind.Rename
        or OperationKind.Unlink or OperationKind.MoveDirectory or OperationKind.DeleteDirectory;

    public override string ToString() => $"{Kind} {Path}{(To.Length > 0 ? " -> " + To : string.Empty)}";
}
