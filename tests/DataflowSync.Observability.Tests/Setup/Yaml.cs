using YamlDotNet.RepresentationModel;

namespace DataflowSync.Observability.Tests.Setup;

/// <summary>Reads YAML.</summary>
internal static class Yaml
{
    public static YamlNode Read(string file)
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(file);
        stream.Load(reader);
        return Assert.Single(stream.Documents).RootNode;
    }

    /// <returns>The texts below a name by their names; none where there is nothing of that name.</returns>
    public static IReadOnlyDictionary<string, string> Texts(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(name, out var child)
            ? ((YamlMappingNode)child).Children.ToDictionary(pair => $"{pair.Key}", pair => $"{pair.Value}")
            : new Dictionary<string, string>();
}
