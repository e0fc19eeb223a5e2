namespace DataflowSync.Testing.Faults;

/// <summary>What a fault does.</summary>
internal enum FaultKind
{
    Status,
    Delay,
    Stall,
    Reset,
    Truncate,
    Body,
}
