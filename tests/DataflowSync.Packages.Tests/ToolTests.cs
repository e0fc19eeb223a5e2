namespace DataflowSync.Packages.Tests;

/// <summary>The tool, installed from its package as a user does it, but into a directory of the tests.</summary>
[Collection(PackedCollection.Name)]
public sealed class ToolTests(PackedFixture packed)
{
    [FeedFact]
    public async Task The_tool_installs_from_a_feed_and_syncs_its_demo()
    {
        var workspace = packed.Workspace;
        var tools = workspace.PathOf("tools");
        var installed = await workspace.RunDotnetOfUserAsync(
            workspace.Root, "tool", "install", "DataflowSync.Cli", "--version", packed.Version, "--tool-path", tools, "--configfile", workspace.PathOf("nuget.config"));
        installed.OutputOrThrow("dotnet tool install");
        var tool = Path.Combine(tools, OperatingSystem.IsWindows() ? "dataflowsync.exe" : "dataflowsync");

        var help = await workspace.RunAsync(tool, workspace.Root, ["--help"]);
        var demo = await workspace.RunAsync(
            tool, workspace.Root, ["demo", "--channels", "30", "--movies", "400", "--series", "20", "--data", workspace.PathOf("demo")]);
        var export = await workspace.RunAsync(tool, workspace.Root, ["export", "--profile", "demo", "--data", workspace.PathOf("demo"), "--kind", "movies"]);

        Assert.Matches(@"(?m)^\s+dataflowsync\b", help.OutputOrThrow("--help"));
        Assert.Matches(@"(?m)^\s+sync\b", help.Output);
        var report = demo.OutputOrThrow("demo");
        Assert.Matches(@"(?m)^  movies +Completed +400 +400 +0 +0 +0 +400 ", report);
        Assert.Matches(@"(?m)^  movies +Completed +415 +25 +100 +290 +10 +415 ", report);
        Assert.Equal(415, export.OutputOrThrow("export").TrimEnd('\n').Split('\n').Length);
    }
}
