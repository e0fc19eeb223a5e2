using System.IO.Compression;
using System.Xml.Linq;

namespace DataflowSync.Packages.Tests;

/// <summary>All packages of the repository, packed once, in a feed that is a directory.</summary>
public sealed class PackedFixture : IAsyncLifetime
{
    private static readonly XNamespace Nuspec = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";
    private static readonly XNamespace ToolNuspec = "http://schemas.microsoft.com/packaging/2012/06/nuspec.xsd";

    internal Workspace Workspace { get; } = new();

    /// <summary>A version that no cache can have.</summary>
    internal string Version { get; } = $"0.0.1-test.{Guid.NewGuid().ToString("N")[..8]}x";

    internal string Feed => Workspace.PathOf("feed");

    /// <summary>Packs beside the trees in which somebody builds or tests at the same time.</summary>
    public async Task InitializeAsync()
    {
        if (FeedFactAttribute.MissingReason is not null)
        {
            return;
        }

        var packed = await Workspace.RunDotnetAsync(
            Repository.Root, "pack", Repository.PathOf("build", "Packages.proj"), "-c", "Release", "-v", "minimal", "-o", Feed,
            "--artifacts-path", Workspace.PathOf("artifacts"), $"-p:MinVerVersionOverride={Version}");
        PackLog = packed.OutputOrThrow("dotnet pack");
        await File.WriteAllTextAsync(Workspace.PathOf("nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="local" value="{Feed}" />
                <add key="nuget.org" value="https://api.nuget.org/v3/index.json" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="local"><package pattern="DataflowSync*" /></packageSource>
                <packageSource key="nuget.org"><package pattern="*" /></packageSource>
              </packageSourceMapping>
              <disabledPackageSources><clear /></disabledPackageSources>
            </configuration>
            """);
    }

    /// <summary>What packing printed.</summary>
    internal string PackLog { get; private set; } = string.Empty;

    public Task DisposeAsync()
    {
        Workspace.Dispose();
        return Task.CompletedTask;
    }

    internal ZipArchive Open(string package, string extension = ".nupkg") => ZipFile.OpenRead(Path.Combine(Feed, $"{package}.{Version}{extension}"));

    /// <summary>The metadata of a package, without its XML namespace.</summary>
    internal XElement ReadMetadata(string package)
    {
        using var archive = Open(package);
        using var stream = archive.GetEntry(package + ".nuspec")!.Open();
        var root = XElement.Load(stream);
        foreach (var element in root.DescendantsAndSelf().Where(element => element.Name.Namespace == Nuspec || element.Name.Namespace == ToolNuspec))
        {
            element.Name = element.Name.LocalName;
        }

        return root.Element("metadata")!;
    }
}
