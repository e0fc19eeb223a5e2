using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;

namespace DataflowSync.Tests.Engine;

/// <summary>A source of the tests: each opening of a step takes the next answer of its script; the last one stays.</summary>
internal sealed class ScriptedSource : ICatalogSource
{
    private readonly ConcurrentDictionary<string, Queue<Func<CancellationToken, Stream>>> _answers = new();
    private readonly ConcurrentDictionary<string, Func<CancellationToken, Stream>> _current = new();

    public ScriptedSource(params IEnumerable<SyncStep> steps)
    {
        Steps = [.. steps];
        if (Steps.Count == 0)
        {
            Steps = [new SyncStep("things", new ThingFormat())];
        }
    }

    public IReadOnlyList<SyncStep> Steps { get; set; }

    public List<string> Opened { get; } = [];

    /// <summary>What the source tolerates in each body.</summary>
    public List<string> BodyWarnings { get; } = [];

    public Func<CancellationToken, Task<AccountInfo?>> Check { get; set; } = _ => Task.FromResult<AccountInfo?>(new AccountInfo("Active"));

    public ScriptedSource Answer(string step, string body) => Answer(step, _ => new MemoryStream(Encoding.UTF8.GetBytes(body)));

    public ScriptedSource Answer(string step, SourceException failure) => Answer(step, _ => throw failure);

    public ScriptedSource Answer(string step, Func<CancellationToken, Stream> open)
    {
        _answers.GetOrAdd(step, _ => new()).Enqueue(open);
        return this;
    }

    /// <summary>What the groups of each step answer, in their order; steps without are not known by groups.</summary>
    public Dictionary<string, List<(string Group, string? Body)>> Groups { get; } = [];

    public IAsyncEnumerable<SourceBody>? OpenGroupsAsync(SyncStep step, IReadOnlyCollection<string>? groups, CancellationToken cancellationToken) =>
        Groups.TryGetValue(step.Name, out var answers) ? OpenAsync(answers.Where(answer => groups?.Contains(answer.Group) != false)) : null;

    public Task<AccountInfo?> CheckAsync(CancellationToken cancellationToken)
    {
        Opened.Add("check");
        return Check(cancellationToken);
    }

    public async IAsyncEnumerable<SourceBody> OpenAsync(SyncStep step, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        Opened.Add(step.Name);
        if (_answers[step.Name].TryDequeue(out var next))
        {
            _current[step.Name] = next;
        }

        var body = new SourceBody(_current[step.Name](cancellationToken));
        BodyWarnings.ForEach(body.Warnings.Add);
        yield return body;
    }

    private async IAsyncEnumerable<SourceBody> OpenAsync(IEnumerable<(string Group, string? Body)> answers)
    {
        foreach (var (group, body) in answers)
        {
            await Task.Yield();
            Opened.Add($"group {group}");
            yield return new SourceBody(new MemoryStream(Encoding.UTF8.GetBytes(body ?? string.Empty))) { Group = group };
        }
    }
}
