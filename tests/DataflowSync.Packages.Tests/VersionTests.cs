namespace DataflowSync.Packages.Tests;

/// <summary>Where versions come from.</summary>
public sealed class VersionTests
{
    [FeedFact]
    public async Task A_source_tree_without_git_has_a_version_all_the_same()
    {
        using var workspace = new Workspace();
        CopyBuild(workspace);

        Assert.Equal("0.1.0-alpha.0", await AskVersionAsync(workspace));
    }

    [FeedFact]
    public async Task A_tag_is_the_version_and_what_follows_it_is_a_pre_release_of_the_next()
    {
        using var workspace = new Workspace();
        CopyBuild(workspace);
        await GitAsync(workspace, "init", "--quiet");
        await CommitAsync(workspace);

        Assert.Equal("0.1.0-alpha.0", await AskVersionAsync(workspace));
        await GitAsync(workspace, "tag", "v1.2.3");
        Assert.Equal("1.2.3", await AskVersionAsync(workspace));
        await CommitAsync(workspace);
        Assert.Equal("1.2.4-alpha.0.1", await AskVersionAsync(workspace));
    }

    private static void CopyBuild(Workspace workspace)
    {
        workspace.MakeDirectory("build");
        workspace.MakeDirectory("src", "DataflowSync");
        foreach (var path in Directory.EnumerateFiles(Repository.Root, "Directory.*")
            .Concat(Directory.EnumerateFiles(Repository.PathOf("build")))
            .Append(Repository.PathOf("src", "DataflowSync", "DataflowSync.csproj")))
        {
            File.Copy(path, workspace.PathOf(Path.GetRelativePath(Repository.Root, path)));
        }
    }

    private static async Task<string> AskVersionAsync(Workspace workspace)
    {
        var asked = await workspace.RunDotnetAsync(
            workspace.Root, "msbuild", workspace.PathOf("src", "DataflowSync"), "-restore", "-t:MinVer", "-getProperty:PackageVersion", "-nologo");
        return asked.OutputOrThrow("dotnet msbuild").Trim();
    }

    private static Task CommitAsync(Workspace workspace) => GitAsync(
        workspace, "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false", "commit", "--quiet", "--allow-empty", "-m", "Change");

    private static async Task GitAsync(Workspace workspace, params string[] arguments)
    {
        var ran = await workspace.RunAsync("git", workspace.Root, arguments);
        ran.OutputOrThrow("git");
    }
}
