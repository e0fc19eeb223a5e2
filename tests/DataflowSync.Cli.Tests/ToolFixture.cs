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

    public string[] SyncArguments(params IEnumerable<string> more) => SyncArgumentsFor("home", more);

    public string[] SyncArgumentsFor(string profile, params IEnumerable<string> more) =>
    [
        "sync", "--url", $"{Provider.BaseAddress}", "--username", Provider.Username, "--password", Provider.Password,
        "--profile", profile, "--data", Data, "--request-interval", "0ms", "--retry-delay", "1ms", .. more,
    ];

    public Task<ToolResult> SyncAsync(params IEnumerable<string> more) => Tool.RunAsync(SyncArguments(["--json", "--quiet", .. more]));

    /// <summary>Starts a sync and waits until the provider has stopped in the middle of the movies.</summary>
    public async Task<Tool> StartStalledSyncAsync()
    {
        Provider.Faults.Add(Fault.Stall(10_000) with { Target = "movies" });
        var tool = Tool.Start(SyncArguments("--json", "--quiet"));
        await Provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Stalled);
        return tool;
    }

    /// <summary>Runs a command about the profile.</summary>
    public Task<ToolResult> RunAsync(string command, params IEnumerable<string> more) =>
        Tool.RunAsync([command, "--profile", "home", "--data", Data, .. more]);

    /// <summary>Flips a bit in a file of the profile.</summary>
    public async Task DamageAsync(string file)
    {
        var path = Path.Combine(Data, "home", file);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
    }

    /// <summary>Exports every kind and compares it with the provider's catalog, item for item and in its order.</summary>
    public async Task AssertExportsEqualTheProviderAsync()
    {
        foreach (var kind in CatalogKinds.All)
        {
            var export = await RunAsync("export", "--kind", kind);
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
