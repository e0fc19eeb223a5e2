namespace DataflowSync.Tests.Telemetry;

/// <summary>Listeners hear the whole process: tests that count what is emitted or allocated in it run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SignalTests
{
    public const string Name = "signals";
}
