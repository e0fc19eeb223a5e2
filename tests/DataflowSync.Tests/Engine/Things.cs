using System.Text.Json;

namespace DataflowSync.Tests.Engine;

/// <summary>One record of the tests.</summary>
internal sealed record Thing(long Id, string Name, string Group = "")
{
    public static string List(params IEnumerable<Thing> things) => JsonSerializer.Serialize(
        things.Select((thing, index) => new { id = thing.Id, num = index + 1, name = thing.Name, group = thing.Group }));

    public static Thing[] Range(int first, int count) => [.. Enumerable.Range(first, count).Select(id => new Thing(id, $"thing {id}", $"g{id % 3}"))];
}
