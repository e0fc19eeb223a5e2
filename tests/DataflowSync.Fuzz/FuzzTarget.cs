using DataflowSync.Fuzz.Coverage;
using DataflowSync.Fuzz.Targets;

namespace DataflowSync.Fuzz;

/// <summary>What is fuzzed: the reader of lists, or that of small replies.</summary>
/// <param name="Name">Its name, and that of its folder in the corpus.</param>
/// <param name="Type">What executes an input.</param>
/// <param name="Inputs">The inputs that a body of a provider is read as.</param>
internal sealed record FuzzTarget(string Name, Type Type, Func<byte[], IEnumerable<byte[]>> Inputs)
{
    public static readonly IReadOnlyList<FuzzTarget> All =
    [
        new("lists", typeof(ListTarget), body => Enumerable.Range(0, 6).Select(step => ListTarget.Input(step, body.Length % 256, body))),
        new("replies", typeof(ReplyTarget), body => [ReplyTarget.Input(isAccount: true, body), ReplyTarget.Input(isAccount: false, body)]),
    ];

    /// <summary>The inputs that are kept with the tests.</summary>
    public IEnumerable<byte[]> ReadCorpus()
    {
        var assembly = typeof(FuzzTarget).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith($"{Name}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var input = new byte[stream.Length];
            stream.ReadExactly(input);
            yield return input;
        }
    }

    /// <summary>A loop on instrumented code that knows the corpus.</summary>
    public FuzzLoop Start(int seed, IEnumerable<byte[]>? inputs = null, bool counts = true)
    {
        var loop = new FuzzLoop(InstrumentedContext.Load(Type), seed, counts);
        foreach (var input in inputs ?? ReadCorpus())
        {
            loop.TryAdd(input);
        }

        return loop;
    }
}
