namespace DataflowSync.Crash.Tests;

/// <summary>A sync that was tried on a copy.</summary>
internal sealed record Rehearsal(Change Change, Workspace Template, IReadOnlyList<string> Moments);
