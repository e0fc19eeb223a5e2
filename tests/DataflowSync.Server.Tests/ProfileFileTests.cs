using System.Text.Json.Nodes;
using DataflowSync.EndToEnd.Tests.Secrets;
using DataflowSync.Server.Tests.Setup;

namespace DataflowSync.Server.Tests;

public sealed class ProfileFileTests
{
    private const UnixFileMode ReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task Only_the_user_of_the_process_can_read_profiles_and_keys()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();

        var files = Directory.GetFiles(server.Config, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => Path.GetFileName(file).StartsWith("key-", StringComparison.Ordinal));
        Assert.All(files, file => Assert.Equal(ReadWrite, ModeOf(file)));
        Assert.All(
            Directory.GetDirectories(server.Config).Append(server.Config),
            directory => Assert.Equal(ReadWrite | UnixFileMode.UserExecute, ModeOf(directory)));
    }

    [Fact]
    public async Task A_file_that_others_could_read_is_taken_from_them()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await server.StopServerAsync();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(server.ProfilesFile, ReadWrite | UnixFileMode.OtherRead);

            await server.StartServerAsync();

            Assert.Equal(ReadWrite, ModeOf(server.ProfilesFile));
            Assert.Contains("profiles.json could be read by other users", server.Told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Catalogs_profiles_answers_and_logs_hold_no_credentials()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        Assert.Equal("Completed", await server.SyncAsync());
        await server.GetAsync("/api/profiles");
        await server.GetAsync("/api/profiles/home/runs");
        await server.GetAsync("/api/profiles/home/catalog/movies/items?take=500");
        await server.GetAsync("/metrics");
        await server.GetAsync("/readyz");

        await server.StopServerAsync();
        var secrets = new SecretSearch(server.Provider.Username, server.Provider.Password);
        Assert.InRange(secrets.AssertNoneInFiles(server.Root), 12, int.MaxValue);
        secrets.AssertNoneIn(server.Told, "what the server told");
    }

    [Fact]
    public async Task A_damaged_file_of_profiles_is_told_and_left_as_it_is()
    {
        await using var server = await RunningServer.StartAsync();
        await server.StopServerAsync();
        string[] damaged =
        [
            "",
            "{",
            "null",
            "[]",
            """{"formatVersion":0,"profiles":[]}""",
            """{"formatVersion":1,"profiles":[{"id":"../x","url":"http://h","credentials":"c","stamp":"s"}]}""",
            """{"formatVersion":1,"profiles":[{"id":"x","url":"nonsense://","credentials":"c","stamp":"s"}]}""",
            """{"formatVersion":1,"profiles":[null]}""",
            """{"formatVersion":1,"profiles":[{"id":"x","url":"http://h","credentials":"c","stamp":"s"},{"id":"x","url":"http://h","credentials":"c","stamp":"s"}]}""",
        ];
        foreach (var content in damaged)
        {
            await File.WriteAllTextAsync(server.ProfilesFile, content);

            var exception = Assert.Throws<InvalidDataException>(() => server.Create());

            Assert.StartsWith("profiles.json is damaged", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', exception.Message);
            Assert.Equal(content, await File.ReadAllTextAsync(server.ProfilesFile));
        }
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_not_touched()
    {
        await using var server = await RunningServer.StartAsync();
        await server.StopServerAsync();
        await File.WriteAllTextAsync(server.ProfilesFile, """{"formatVersion":2,"profiles":[]}""");

        Assert.Throws<NotSupportedException>(() => server.Create());
    }

    [Fact]
    public async Task Two_servers_do_not_share_profiles()
    {
        await using var server = await RunningServer.StartAsync();

        var exception = Assert.Throws<IOException>(() => server.Create());

        Assert.StartsWith("Another server uses", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_keys_a_profile_is_there_and_its_password_has_to_be_given_again()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await server.StopServerAsync();
        Directory.Delete(Path.Combine(server.Config, "keys"), recursive: true);

        await server.StartServerAsync();

        Assert.Contains("The credentials of home cannot be decrypted", server.Told, StringComparison.Ordinal);
        Assert.Equal("Failed", await server.SyncAsync());
        Assert.Equal("AuthRejected", (await server.LastRunAsync())["error"]!["code"]!.GetValue<string>());
        var change = new JsonObject { ["url"] = $"{server.Provider.BaseAddress}" };
        Assert.StartsWith("password:", (await server.SendAsync(HttpMethod.Put, "/api/profiles/home", change.ToJsonString())).Problem(400), StringComparison.Ordinal);
        (await server.SendAsync(HttpMethod.Put, "/api/profiles/home", server.ProfileBody().ToJsonString())).Expect(200);
        Assert.Equal("Completed", await server.SyncAsync());
    }

    [Fact]
    public async Task The_credentials_of_a_profile_open_under_no_other_name()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await server.StopServerAsync();
        var file = await File.ReadAllTextAsync(server.ProfilesFile);
        await File.WriteAllTextAsync(server.ProfilesFile, file.Replace("\"home\"", "\"stolen\"", StringComparison.Ordinal));

        await server.StartServerAsync();

        Assert.Equal("Failed", await server.SyncAsync("stolen"));
        Assert.Empty(server.Provider.Requests);
    }

    /// <summary>Where there are no modes, the directory of the user keeps others out.</summary>
    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows()
        ? Directory.Exists(path) ? ReadWrite | UnixFileMode.UserExecute : ReadWrite
        : File.GetUnixFileMode(path);
}
