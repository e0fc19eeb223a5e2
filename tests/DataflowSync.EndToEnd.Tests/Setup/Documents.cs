using System.Text.Json.Nodes;

namespace DataflowSync.EndToEnd.Tests.Setup;

/// <summary>Published documents as JSON, and their comparison.</summary>
internal static class Documents
{
    /// <summary>The datasets in the order of their steps.</summary>
    public static readonly string[] Datasets = ["channel-categories", "channels", "movie-categories", "movies", "series-categories", "series"];

    public static JsonObject ToJson(CatalogItem item) => new(item.Fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Key, field.Value switch
    {
        string text => JsonValue.Create(text),
        long integer => JsonValue.Create(integer),
        double number => JsonValue.Create(number),
        bool flag => JsonValue.Create(flag),
        IReadOnlyList<string> list => new JsonArray([.. list.Select(element => JsonValue.Create(element))]),
        var other => throw new InvalidDataException($"A document holds a {other.GetType().Name}."),
    })));

    public static List<JsonObject> Parse(IEnumerable<string> documents) => [.. documents.Select(document => JsonNode.Parse(document)!.AsObject())];

    public static string IdOf(JsonObject document) => document["id"]!.ToString();

    public static void AssertEqual(string dataset, IReadOnlyList<JsonObject> expected, IReadOnlyList<JsonObject> actual)
    {
        Assert.True(expected.Count == actual.Count, $"{dataset}: {expected.Count} documents expected, {actual.Count} found");
        foreach (var (wanted, found) in expected.Zip(actual))
        {
            Assert.True(JsonNode.DeepEquals(wanted, found), $"{dataset}: expected {wanted.ToJsonString()}, found {found.ToJsonString()}");
        }
    }

    public static void AssertEqual(Dictionary<string, List<JsonObject>> expected, Dictionary<string, List<JsonObject>> actual)
    {
        foreach (var (dataset, documents) in expected)
        {
            AssertEqual(dataset, documents, actual[dataset]);
        }
    }
}
