using DataflowSync.Fuzz.Coverage;
using DataflowSync.Fuzz.Mutation;

namespace DataflowSync.Fuzz;

/// <summary>
/// Runs a target with one changed input after the other and keeps those that reach something new, to be changed further. The
/// same seed and inputs make the same changes again. One at a time in a process: there is one edge map.
/// </summary>
/// <param name="target">Executes an input and says whether it was good for what it seems to be; what it throws is a finding.</param>
/// <param name="seed">Of all that is left to chance.</param>
/// <param name="counts">Whether an edge that is taken another number of times is something new.</param>
internal sealed class FuzzLoop(Func<byte[], bool> target, int seed, bool counts = true)
{
    private const int MaxFindings = 50;

    private readonly Random _random = new(seed);
    private readonly Mutator _mutator = new(new Random(seed));
    private readonly List<CorpusEntry> _corpus = [];
    private readonly List<CorpusEntry> _good = [];
    private readonly Dictionary<string, Finding> _findings = [];
    private readonly byte[] _seen = EdgeMap.NothingSeen();

    public long Executions { get; private set; }

    /// <summary>What is being executed, for who waits for its end.</summary>
    public byte[] Current { get; private set; } = [];

    public int Edges => EdgeMap.Count(_seen);

    /// <summary>The inputs that reached something new, in the order they were found.</summary>
    public IEnumerable<byte[]> Corpus => _corpus.Select(entry => entry.Input);

    /// <summary>The first input of each defect.</summary>
    public IReadOnlyCollection<Finding> Findings => _findings.Values;

    /// <summary>Executes an input and keeps it, if it reaches something new.</summary>
    /// <returns>Whether it does.</returns>
    public bool TryAdd(byte[] input)
    {
        Executions++;
        Current = input;
        EdgeMap.Instance.Clear();
        bool isGood;
        try
        {
            isGood = target(input);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var finding = new Finding(input, exception);
            if (_findings.Count < MaxFindings)
            {
                _findings.TryAdd(finding.Place, finding);
            }

            return false;
        }

        var isNews = EdgeMap.Instance.AddTo(_seen, counts) > 0;
        if (isNews)
        {
            var entry = new CorpusEntry(input);
            _corpus.Add(entry);
            if (isGood)
            {
                _good.Add(entry);
            }
        }

        return isNews;
    }

    /// <summary>Changes one known input and executes it.</summary>
    public void Step()
    {
        var entry = Choose();
        entry.Uses++;
        if (TryAdd(_mutator.Mutate(entry.Input, _corpus[_random.Next(_corpus.Count)].Input)))
        {
            entry.Uses /= 2;
        }
    }

    /// <summary>
    /// The least used of a few: every input gets its turn, and those that lead on get more. Half of them are good ones, which
    /// are soon outnumbered: there are more ways to be broken, and they end sooner.
    /// </summary>
    private CorpusEntry Choose()
    {
        var from = _good.Count > 0 && _random.Next(2) == 0 ? _good : _corpus;
        var best = from[_random.Next(from.Count)];
        for (var i = 0; i < 3; i++)
        {
            var other = from[_random.Next(from.Count)];
            best = other.Uses < best.Uses ? other : best;
        }

        return best;
    }

    private sealed class CorpusEntry(byte[] input)
    {
        public byte[] Input { get; } = input;

        public int Uses { get; set; }
    }
}
