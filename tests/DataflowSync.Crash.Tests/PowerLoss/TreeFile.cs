namespace DataflowSync.Crash.Tests.PowerLoss;

/// <summary>A file of a tree.</summary>
/// <param name="Content">All of it.</param>
/// <param name="WrittenAt">Its time of last change; null for any.</param>
internal sealed record TreeFile(byte[] Content, DateTime? WrittenAt);
