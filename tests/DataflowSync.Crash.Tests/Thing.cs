namespace DataflowSync.Crash.Tests;

/// <summary>A record of a list; several with one id are one item in several groups.</summary>
internal sealed record Thing(long Id, string Name, string Group);
