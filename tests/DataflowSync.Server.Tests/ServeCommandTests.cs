using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using DataflowSync.Cli.Tests;
using DataflowSync.EndToEnd.Tests.Secrets;
using DataflowSync.Server.Tests.Setup;
using DataflowSync.Testing;

namespace DataflowSync.Server.Tests;

public sealed class ServeCommandTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflowsync-serve-");

    private string Data => Path.Combine(_directory.FullName, "catalogs");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("--urls http://0.0.0.0:0", "needs an API key file")]
    [InlineData("--urls http://127.0.0.1:0,http://[::]:0", "needs an API key file")]
    [InlineData("--urls https://127.0.0.1:0", "reverse proxy")]
    [InlineData("--urls ,", "Urls")]
    [InlineData("--urls http://0.0.0.0:0 --api-key-file no-such-file", "API key file cannot be read")]
    [InlineData("--store floppy", "--store")]
    public async Task What_cannot_be_served_exits_64_and_says_so(string arguments, string reason)
    {
        var result = await Tool.RunAsync(["serve", "--data", Data, .. arguments.Split(' ')]);

        Assert.Equal((64, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains(reason, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_directory.FullName));
    }

    [Fact]
    public async Task An_address_in_use_exits_1_with_one_line()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        var result = await Tool.RunAsync("serve", "--data", Data, "--urls", $"http://{listener.LocalEndpoint}");

        Assert.Equal((1, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains("address already in use", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_has_examples()
    {
        var result = await Tool.RunAsync("serve", "--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("dataflowsync serve --urls http://0.0.0.0:8080 --api-key-file key.txt", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_of_profiles_exits_1_with_one_line()
    {
        Directory.CreateDirectory(Data + "-config");
        var file = Path.Combine(Data + "-config", "profiles.json");
        await File.WriteAllTextAsync(file, "{");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var result = await Tool.RunAsync("serve", "--data", Data, "--urls", "http://127.0.0.1:0");

        Assert.Equal((1, string.Empty), (result.ExitCode, result.Output));
        Assert.StartsWith("dataflowsync: profiles.json is damaged", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_server_syncs_and_ends_with_0_when_it_is_stopped_its_sync_cancelled(string signal)
    {
        var options = new FakeProviderOptions { Channels = 50, Movies = 400, Series = 20, Username = "Ursula-47-name", Password = "p@ss&w+rd#%/ 1" };
        await using var provider = await FakeProvider.StartAsync(options);
        await using var tool = Tool.Start(
            ["serve", "--data", Data, "--urls", "http://127.0.0.1:0"], environment: [("ASPNETCORE_URLS", "http://0.0.0.0:1"), ("ASPNETCORE_ENVIRONMENT", "Development")]);
        using var client = new HttpClient { BaseAddress = new Uri(await tool.FirstLine.WaitAsync(RunningServer.LongEnough)) };
        var profile = new JsonObject
        {
            ["id"] = "home",
            ["url"] = $"{provider.BaseAddress}",
            ["username"] = provider.Username,
            ["password"] = provider.Password,
        };
        await PostAsync(client, "/api/profiles", profile.ToJsonString());
        await using (var stream = await WatchedStream.OpenAsync(client, "/api/progress"))
        {
            await PostAsync(client, "/api/profiles/home/sync", "{}");
            Assert.Equal("Completed", await stream.EndOfRunAsync());
            provider.Faults.Add(Fault.Stall(10_000) with { Target = "movies" });
            await PostAsync(client, "/api/profiles/home/sync", "{}");
            await provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Stalled).WaitAsync(RunningServer.LongEnough);

            await tool.SignalAsync(signal);

            await stream.EndAsync();
        }

        var result = await tool.EndAsync();
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Single(result.Lines);
        var status = await Tool.RunAsync("status", "--profile", "home", "--data", Data, "--json");
        Assert.Equal("Cancelled", status.Json["lastRun"]!["status"]!.GetValue<string>());
        var secrets = new SecretSearch(provider.Username, provider.Password);
        secrets.AssertNoneIn(result.Output + result.Errors + status.Output, "what the tool printed");
        secrets.AssertNoneInFiles(_directory.FullName);
    }

    private static async Task PostAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(path, content);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode}");
    }
}
