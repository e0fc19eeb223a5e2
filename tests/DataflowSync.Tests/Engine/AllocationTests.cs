using DataflowSync.Tests.Telemetry;

namespace DataflowSync.Tests.Engine;

/// <summary>What is allocated is counted for the whole process: these tests run alone.</summary>
[Collection(SignalTests.Name)]
public sealed class AllocationTests
{
    [Fact]
    public async Task A_byte_order_mark_may_arrive_in_pieces_and_small_reads_cost_no_memory()
    {
        var body = System.Text.Encoding.UTF8.GetBytes("\uFEFF" + Thing.List(Thing.Range(1, 200)));
        var source = new ScriptedSource().Answer("things", _ => new TricklingStream(body));
        await using var harness = new EngineHarness(source);
        var before = GC.GetTotalAllocatedBytes();

        var report = await harness.Sync.RunAsync(EngineHarness.Profile);

        Assert.Equal(200, report.Steps[0].Added);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64 << 20);
    }
}
