using System.Text.RegularExpressions;
using DataflowSync.Tests.Shared;

namespace DataflowSync.M3u.Tests;

/// <summary>A source of another kind stays small, or the engine's contracts do not carry it.</summary>
public sealed partial class SizeTests
{
    [Fact]
    public void The_source_is_at_most_250_lines_that_are_neither_blank_nor_comments()
    {
        var lines = SourceFiles().Sum(file => File.ReadLines(file).Count(line => !NoCode().IsMatch(line)));

        Assert.InRange(lines, 200, 250);
    }

    [Fact]
    public void The_source_knows_nothing_but_the_engine()
    {
        var references = typeof(M3uSource).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!);

        Assert.Equal(["DataflowSync"], references.Where(name => !name.StartsWith("System", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> SourceFiles()
    {
        var project = Path.Combine(Repository.Root, "src", "DataflowSync.M3u");
        return Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(project, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"));
    }

    /// <summary>Blank lines and comments; usings, namespaces and braces count.</summary>
    [GeneratedRegex(@"^\s*(//.*)?$")]
    private static partial Regex NoCode();
}
