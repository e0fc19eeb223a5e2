using DataflowSync.Fuzz.Reading;
using DataflowSync.Tests.Engine;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DataflowSync.Xtream.Tests.Fuzzing;

/// <summary>The same lists through the whole engine.</summary>
public sealed class EnginePropertyTests
{
    [Property(MaxTest = 40)]
    public Property Every_record_is_accounted_for_in_whole_and_in_changed_lists() => Prop.ForAll(
        Panel.Lists(),
        Panel.Mutations(1_000),
        Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
        async (list, mutations, seed) =>
        {
            var cuts = Cuts.Random(new Random(seed), 1_000);
            var source = new ScriptedSource(new SyncStep(list.Step, list.Format));
            await using var harness = new EngineHarness(source, options => options.Retries = 0);
            var body = list.Body();
            var changed = mutations.Aggregate(body, (bytes, mutation) => (mutation with { At = mutation.At % (bytes.Length + 1) }).Apply(bytes));

            foreach (var sent in new[] { body, changed, body })
            {
                var expected = ListReading.Of(list.Format, sent, Limits.Usual, Cuts.None);

                // The harness adds up what became of them.
                var report = await harness.SyncBodyAsync(_ => new PiecewiseStream(sent, cuts.Arrivals));

                Assert.Equal(expected.Error, report.Error);
                Assert.Equal(expected.Frames.Count, report.Received);
            }
        });
}
