namespace DataflowSync.Perf.Contenders;

/// <summary>What a contender read.</summary>
/// <param name="Records">Records of the list; 0 where it does not look.</param>
/// <param name="Bytes">Bytes of the body; 0 where it does not count.</param>
internal readonly record struct Fetched(long Records, long Bytes = 0);
