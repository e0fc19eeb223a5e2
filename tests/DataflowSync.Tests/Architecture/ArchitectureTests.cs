using System.Text.RegularExpressions;
using DataflowSync.Tests.Shared;

namespace DataflowSync.Tests.Architecture;

public sealed partial class ArchitectureTests
{
    private static readonly string Root = Repository.Root;

    [Theory]
    [InlineData("DataflowSync")]
    [InlineData("DataflowSync.LiteDb")]
    public void Engine_and_stores_know_no_provider(string project)
    {
        var named = SourceFiles(Path.Combine("src", project))
            .SelectMany(file => File.ReadLines(file).Select((line, index) => (File: file, Number: index + 1, Line: line)))
            .Where(line => ProviderWords().IsMatch(line.Line))
            .Select(line => $"{Path.GetRelativePath(Root, line.File)}:{line.Number}: {line.Line.Trim()}");

        Assert.Empty(named);
    }

    [Fact]
    public void The_engine_refers_to_no_http_and_no_database()
    {
        var references = typeof(SyncEngine).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!).ToList();

        Assert.DoesNotContain(references, name => name.StartsWith("System.Net.Http", StringComparison.Ordinal) || name == "LiteDB");
    }

    [Fact]
    public void The_core_has_at_most_four_packages_and_45_public_types()
    {
        var project = File.ReadAllText(Path.Combine(Root, "src", "DataflowSync", "DataflowSync.csproj"));

        Assert.InRange(Regex.Count(project, "<PackageReference "), 1, 4);
        Assert.InRange(typeof(SyncEngine).Assembly.GetExportedTypes().Length, 1, 45);
    }

    [Fact]
    public void No_file_is_longer_than_400_lines_and_half_of_them_have_at_most_60()
    {
        var lengths = Lengths("src");

        Assert.DoesNotContain(lengths.Concat(Lengths("tests")).Concat(Lengths("perf")).Concat(Lengths("samples")), file => file.Lines > 400);
        Assert.True(lengths[lengths.Count / 2].Lines <= 60, $"the median is {lengths[lengths.Count / 2].Lines} lines");
    }

    private static List<(string File, int Lines)> Lengths(string folder) =>
        [.. SourceFiles(folder).Select(file => (File: file, Lines: File.ReadLines(file).Count())).OrderBy(file => file.Lines)];

    private static IEnumerable<string> SourceFiles(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [GeneratedRegex("xtream|vod|player_api|stream_id", RegexOptions.IgnoreCase)]
    private static partial Regex ProviderWords();
}
