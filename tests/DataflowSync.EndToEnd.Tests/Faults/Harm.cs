namespace DataflowSync.EndToEnd.Tests.Faults;

/// <summary>What happens to an answer on its way.</summary>
internal delegate Task Harm(FrontAnswer answer);
