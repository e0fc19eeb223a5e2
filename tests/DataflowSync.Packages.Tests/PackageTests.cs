using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DataflowSync.Packages.Tests;

/// <summary>What is in the packages.</summary>
[Collection(PackedCollection.Name)]
public sealed partial class PackageTests(PackedFixture packed)
{
    private const string Tool = "DataflowSync.Cli";

    private static IEnumerable<string> Libraries => Repository.Packages.Where(package => package != Tool);

    [FeedFact]
    public void Every_project_below_src_is_a_package_and_nothing_else_is()
    {
        var packages = Directory.EnumerateFiles(packed.Feed, "*.nupkg").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

        Assert.Equal(Repository.Packages.Select(package => $"{package}.{packed.Version}.nupkg").Order(StringComparer.Ordinal), packages);
    }

    [FeedFact]
    public void Packing_warns_of_nothing() => Assert.DoesNotContain("warning", packed.PackLog, StringComparison.OrdinalIgnoreCase);

    [FeedFact]
    public void Every_package_says_what_it_is_under_which_licence_and_from_which_commit() => Assert.All(Repository.Packages, package =>
    {
        var metadata = packed.ReadMetadata(package);

        Assert.Equal(package, metadata.Element("id")!.Value);
        Assert.Equal("MIT", metadata.Element("license")!.Value);
        Assert.Equal("expression", metadata.Element("license")!.Attribute("type")!.Value);
        Assert.NotEqual("Package Description", metadata.Element("description")!.Value);
        Assert.DoesNotContain('\n', metadata.Element("description")!.Value);
        Assert.Contains("iptv", metadata.Element("tags")!.Value, StringComparison.Ordinal);
        if (Directory.Exists(Repository.PathOf(".git")) || File.Exists(Repository.PathOf(".git")))
        {
            Assert.Matches("^[0-9a-f]{40}$", metadata.Element("repository")!.Attribute("commit")!.Value);
        }
    });

    [FeedFact]
    public void Every_package_has_an_icon_and_a_readme() => Assert.All(Repository.Packages, package =>
    {
        var metadata = packed.ReadMetadata(package);
        using var archive = packed.Open(package);
        var icon = new byte[24];
        using (var stream = archive.GetEntry(metadata.Element("icon")!.Value)!.Open())
        {
            stream.ReadExactly(icon);
        }

        // Signature, length and name of the first chunk, width and height.
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], icon[..4]);
        Assert.Equal([0, 0, 0, 128, 0, 0, 0, 128], icon[16..]);
        using var readme = new StreamReader(archive.GetEntry(metadata.Element("readme")!.Value)!.Open());
        var own = Repository.PathOf("src", package, "README.md");
        Assert.Equal(File.ReadAllText(File.Exists(own) ? own : Repository.PathOf("README.md")), readme.ReadToEnd());
    });

    [Fact]
    public void A_readme_of_a_package_links_to_nothing_beside_it() => Assert.All(
        Directory.EnumerateFiles(Repository.PathOf("src"), "README.md", SearchOption.AllDirectories),
        path => Assert.DoesNotMatch(RelativeLink, File.ReadAllText(path)));

    [FeedFact]
    public void A_library_brings_its_assembly_and_its_documentation_and_no_other_assembly() => Assert.All(Libraries, package =>
    {
        using var archive = packed.Open(package);
        var files = archive.Entries.Select(entry => entry.FullName).ToList();

        Assert.Contains($"lib/net10.0/{package}.xml", files);
        Assert.Equal([$"lib/net10.0/{package}.dll"], files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal)));
    });

    [FeedFact]
    public void The_symbols_of_a_library_are_those_of_its_assembly() => Assert.All(Libraries, package =>
    {
        using var assembly = new PEReader(new MemoryStream(Read(package, ".nupkg", $"lib/net10.0/{package}.dll")));
        var symbols = Read(package, ".snupkg", $"lib/net10.0/{package}.pdb");
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));

        var debug = assembly.ReadDebugDirectory();
        var codeView = assembly.ReadCodeViewDebugDirectoryData(debug.Single(entry => entry.Type == DebugDirectoryEntryType.CodeView));
        Assert.Equal(codeView.Guid, new BlobContentId(provider.GetMetadataReader().DebugMetadataHeader!.Id).Guid);
        Assert.Contains(debug, entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    });

    [FeedFact]
    public void A_library_depends_on_what_its_project_declares_and_nothing_else() => Assert.All(Libraries, package =>
    {
        var project = XElement.Load(Repository.PathOf("src", package, package + ".csproj"));
        var projects = project.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)).ToList();
        var declared = project.Descendants("PackageReference").Select(reference => (string)reference.Attribute("Include")!).Concat(projects);

        var dependencies = packed.ReadMetadata(package).Descendants("dependency").ToDictionary(
            dependency => (string)dependency.Attribute("id")!, dependency => (string)dependency.Attribute("version")!);

        Assert.Equal(declared.Order(StringComparer.Ordinal), dependencies.Keys.Order(StringComparer.Ordinal));
        Assert.All(projects, name => Assert.Equal(packed.Version, dependencies[name]));
    });

    [FeedFact]
    public void The_tool_keeps_its_runtime_settings()
    {
        var settings = System.Text.Json.JsonDocument.Parse(Read(Tool, ".nupkg", $"tools/net10.0/any/{Tool}.runtimeconfig.json"))
            .RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");
        var options = XElement.Load(Repository.PathOf("build", "ShortRuns.props")).Descendants("RuntimeHostConfigurationOption").ToList();

        Assert.NotEmpty(options);
        Assert.All(options, option => Assert.Equal((string)option.Attribute("Value")!, settings.GetProperty((string)option.Attribute("Include")!).ToString()));
        Assert.False(settings.GetProperty("System.GC.Concurrent").GetBoolean());
        Assert.False(settings.GetProperty("System.Runtime.TieredPGO").GetBoolean());
        Assert.False(settings.GetProperty("System.Runtime.TieredCompilation.QuickJitForLoops").GetBoolean());
    }

    [GeneratedRegex(@"\]\((?!https?://|#)")]
    private static partial Regex RelativeLink { get; }

    private byte[] Read(string package, string extension, string file)
    {
        using var archive = packed.Open(package, extension);
        using var stream = (archive.GetEntry(file) ?? throw new FileNotFoundException($"{package}{extension} has no {file}.")).Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
