using System.Text.Json.Nodes;
using DataflowSync.EndToEnd.Tests.Setup;

namespace DataflowSync.EndToEnd.Tests.Readers;

/// <summary>What one generation of a dataset must show to whoever reads it.</summary>
internal sealed class PublishedList
{
    private const string Groups = "categoryIds";

    private readonly Dictionary<string, JsonObject> _byId;

    public PublishedList(IEnumerable<string> documents)
    {
        Items = Documents.Parse(documents);
        _byId = Items.ToDictionary(Documents.IdOf);
        Categories = Items.SelectMany(item => GroupsOf(item).Select(group => (group, item)))
            .GroupBy(pair => pair.group, pair => pair.item)
            .ToDictionary(group => group.Key, group => group.ToList());
    }

    public List<JsonObject> Items { get; }

    public Dictionary<string, List<JsonObject>> Categories { get; }

    public JsonObject? Find(string id) => _byId.GetValueOrDefault(id);

    private static IEnumerable<string> GroupsOf(JsonObject item) => item[Groups]?.AsArray().Select(group => group!.GetValue<string>()) ?? [];
}
