using System.Text.Json;

namespace DataflowSync.Crash.Tests;

/// <summary>What a provider sends: a list of records a step.</summary>
internal sealed record Lists(IReadOnlyDictionary<string, IReadOnlyList<Thing>> Steps)
{
    public const string Main = "things";
    private const string Side = "shelves";
    private const int Count = 100;

    public static Lists Nothing { get; } = new(new Dictionary<string, IReadOnlyList<Thing>>());

    /// <summary>What was synced before, in order.</summary>
    public static IReadOnlyList<Lists> Before(Change change, bool withSide) =>
        change == Change.First ? [] : [Original(withSide), Revised(Original(withSide), 1, every: 40)];

    /// <summary>What is to be synced.</summary>
    public static Lists After(Change change, bool withSide) => change switch
    {
        Change.First => Original(withSide),
        Change.Delta => Revised(Before(change, withSide)[^1], 2, every: 30),
        _ => Revised(Before(change, withSide)[^1], 2, every: 2),
    };

    /// <summary>The documents of a step as they are to be read: in the order of their first records, the last one's name, all groups.</summary>
    public IReadOnlyList<string> Documents(string step) => !Steps.TryGetValue(step, out var records) ? [] :
        [.. records.GroupBy(thing => thing.Id).Select(item => $"{item.Key}|{item.Last().Name}|{string.Join(',', item.Select(thing => thing.Group).Distinct())}")];

    public void Save(string path) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(Steps.ToDictionary(
        step => step.Key,
        step => step.Value.Select((thing, position) => new { id = thing.Id, num = position, name = thing.Name, group = thing.Group }))));

    private static Lists Original(bool withSide)
    {
        var things = Enumerable.Range(1, Count).Select(id => new Thing(id, NameOf(id, 0), $"group {id % 7}")).ToList();
        things.AddRange(things.Where(thing => thing.Id % 10 == 0).ToList().Select(thing => thing with { Group = "favourites" }));
        var steps = new Dictionary<string, IReadOnlyList<Thing>>();
        if (withSide)
        {
            steps.Add(Side, [.. Enumerable.Range(1, 5).Select(id => new Thing(id, NameOf(id, 0), "wall"))]);
        }

        steps.Add(Main, things);
        return new Lists(steps);
    }

    /// <summary>Some of the things renamed, one gone, one new at the top, the end turned round.</summary>
    private static Lists Revised(Lists lists, int edition, int every)
    {
        var things = lists.Steps[Main]
            .Where(thing => thing.Id != edition * 3)
            .Select(thing => thing.Id % every == 1 ? thing with { Name = NameOf(thing.Id, edition) } : thing)
            .Prepend(new Thing(Count + edition, NameOf(Count + edition, edition), "new"))
            .ToList();
        things.Reverse(things.Count - 8, 8);
        return new Lists(new Dictionary<string, IReadOnlyList<Thing>>(lists.Steps) { [Main] = things });
    }

    private static string NameOf(long id, int edition) => $"thing {id}, edition {edition} " + new string((char)('a' + (id % 26)), 300);
}
