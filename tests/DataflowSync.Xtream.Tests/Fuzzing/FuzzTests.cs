using DataflowSync.Fuzz;
using DataflowSync.Fuzz.Coverage;
using DataflowSync.Fuzz.Reading;
using DataflowSync.Fuzz.Targets;

namespace DataflowSync.Xtream.Tests.Fuzzing;

/// <summary>Inputs that fuzzing found, executed again, and a short run for what it has not found. docs/wire-format.md tells of the long ones.</summary>
public sealed class FuzzTests
{
    private const int Seed = 20_240_501;

    public static TheoryData<string> Targets() => [.. FuzzTarget.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_input_of_the_corpus_is_read_as_all_input_must_be(string name)
    {
        var target = FuzzTarget.All.Single(target => target.Name == name);
        var run = Activator.CreateInstance(target.Type)!;
        var execute = target.Type.GetMethod("Run")!.CreateDelegate<Func<byte[], bool>>(run);
        var inputs = target.ReadCorpus().ToList();

        Assert.Contains(true, inputs.Select(execute).ToList());
        Assert.InRange(inputs.Count, 50, 500);
    }

    [Theory]
    [InlineData("lists", 20_000, 1_500)]
    [InlineData("replies", 10_000, 900)]
    public void A_short_run_finds_nothing(string name, int executions, int leastEdges)
    {
        var loop = FuzzTarget.All.Single(target => target.Name == name).Start(Seed);

        while (loop.Executions < executions)
        {
            loop.Step();
        }

        Assert.Empty(loop.Findings.Select(finding => $"{finding.Place}: {Convert.ToHexString(finding.Input)}"));
        Assert.True(loop.Edges >= leastEdges, $"{loop.Edges} edges: the code under test is hardly reached");
    }

    [Fact]
    public void What_breaks_is_found_from_an_input_that_does_not()
    {
        var read = InstrumentedContext.Load(typeof(ListTarget));
        var panel = new PanelReader();
        var loop = new FuzzLoop(
            input =>
            {
                var isGood = read(input);
                var list = ListReading.Of(panel.Formats[1], input, Limits.Usual, Cuts.None);
                BrokenInvariantException.ThrowIf(list.Frames.Count > 1, "the defect");
                return isGood;
            },
            Seed);
        loop.TryAdd(ListTarget.Input(1, 0, "[{\"stream_id\":1}]"u8.ToArray()));
        Assert.Empty(loop.Findings);
        var edges = loop.Edges;

        while (loop.Executions < 200_000 && loop.Findings.Count == 0)
        {
            loop.Step();
        }

        Assert.Equal("the defect", Assert.Single(loop.Findings).Exception.Message);
        Assert.True(loop.Edges > edges, "nothing new was reached on the way");
    }
}
