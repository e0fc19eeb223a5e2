using System.Text.Json.Nodes;
using DataflowSync.Testing;

namespace DataflowSync.Cli.Tests;

/// <summary>A fake provider and a data directory for the tool.</summary>
internal sealed class ToolFixture : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflowsync-cli-");

    private ToolFixture(FakeProvider provider) => Provider = provider;

    public FakeProvider Provider { get; }

    public string Data => _directory.FullName;

    public static async Task<ToolFixture> StartAsync(Action<FakeProviderOptions>? configure = null)
    {
        var options = new FakeProviderOptions { Channels = 120, Movies = 400, Series = 80, Password = "p@ss&w+rd#%/ 1" };
        configure?.Invoke(options);
        return new ToolFixture(await FakeProvider.StartAsync(options));
    }

    public string[] SyncArguments(params IEnumerable<string> more) =>
    [
        "sync", "--url", $"{Provider.BaseAddress}", "--username", Provider.Username, "--password", Provider.Password,
        "--profile", "home", "--data", Data, "--request-interval", "0ms", "--retry-delay", "1ms", .. more,
    ];

    public Task<ToolResult> SyncAsync(params IEnumerable<string> more) => Tool.RunAsync(SyncArguments(["--json", "--quiet", .. more]));

    /// <summary>Exports every kind and compares it with the provider's catalog, item for item and in its order.</summary>
    public async Task AssertExportsEqualTheProviderAsync()
    {
        foreach (var kind in CatalogKinds.All)
        {
            var export = await Tool.RunAsync("export", "--profile", "home", "--data", Data, "--kind", kind);
            Assert.Equal(0, export.ExitCode);
            var expected = Provider.Catalog[kind].ExpectedDocuments().ToList();
            Assert.Equal(expected.Count, export.Lines.Count);
            foreach (var (wanted, actual) in expected.Zip(export.Lines))
            {
                Assert.True(JsonNode.DeepEquals(JsonNode.Parse(wanted), JsonNode.Parse(actual)), $"{kind}: expected {wanted}, got {actual}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
