namespace DataflowSync.Perf.Reading;

/// <summary>What one snapshot takes of its process's memory, in MiB, beyond what the same reads of a small catalog left behind.</summary>
/// <param name="OpenedHeap">Managed memory when it is open.</param>
/// <param name="Heap">Managed memory when every engine has read all over its files, garbage collected.</param>
/// <param name="Resident">Resident memory then.</param>
/// <param name="ResidentInUse">Resident memory while it is read, garbage included.</param>
internal sealed record SnapshotMemory(double OpenedHeap, double Heap, double Resident, double ResidentInUse);
