using System.Runtime.Intrinsics;

namespace DataflowSync.Json.Scanning;

/// <summary>Makes the scanner with the widest vectors that this machine has.</summary>
internal static class RawRecordScanners
{
    public static IRawRecordScanner Create(JsonRecordFormat format, int maxDepth) =>
        Vector512.IsHardwareAccelerated ? new RawRecordScanner<Block512>(format, maxDepth)
            : Vector256.IsHardwareAccelerated ? new RawRecordScanner<Block256>(format, maxDepth)
            : Vector128.IsHardwareAccelerated ? new RawRecordScanner<Block128>(format, maxDepth)
            : new RawRecordScanner<BlockScalar>(format, maxDepth);
}
