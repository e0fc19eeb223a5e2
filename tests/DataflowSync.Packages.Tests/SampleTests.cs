using System.Text.Json;
using DataflowSync.Testing;

namespace DataflowSync.Packages.Tests;

/// <summary>The README's embedding sample in a fresh project that knows nothing but the packages.</summary>
[Collection(PackedCollection.Name)]
public sealed class SampleTests(PackedFixture packed)
{
    private const string Account = """
        new XtreamAccount("http://host:8080", "user", "password")
        """;

    private const string Category = """
        Category = "12"
        """;

    private const int Movies = 300;

    [FeedFact]
    public async Task The_sample_of_the_readme_runs_in_a_fresh_project_with_the_packages()
    {
        var workspace = packed.Workspace;
        var (category, expected) = await ExpectMoviesAsync();
        var directory = workspace.MakeDirectory("sample");
        await File.WriteAllTextAsync(Path.Combine(directory, "Sample.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <NuGetAudit>false</NuGetAudit>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="DataflowSync.LiteDb" Version="{packed.Version}" />
                <PackageReference Include="DataflowSync.Xtream" Version="{packed.Version}" />
                <PackageReference Include="DataflowSync.Testing" Version="{packed.Version}" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(directory, "Program.cs"), $$"""
            using DataflowSync;
            using DataflowSync.LiteDb;
            using DataflowSync.Testing;
            using DataflowSync.Xtream;

            await using var provider = await FakeProvider.StartAsync(new FakeProviderOptions { Movies = {{Movies}}, Channels = 10, Series = 10 });

            {{ReadSample(category)}}

            Console.WriteLine($"{report.Status}: {report.Steps.Sum(step => step.Added)} added");
            """);

        var built = await workspace.RunDotnetOfUserAsync(directory, "build", "-c", "Release", "-v", "minimal");
        built.OutputOrThrow("dotnet build");
        var ran = await workspace.RunDotnetOfUserAsync(directory, Path.Combine("bin", "Release", "net10.0", "Sample.dll"));

        var lines = ran.OutputOrThrow("The sample").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(expected, lines[..^1].Where(line => !line.Contains(" % ", StringComparison.Ordinal)));
        Assert.Equal($"Completed: {Movies + 10 + 10 + 20 + 40 + 20} added", lines[^1]);
        Assert.Contains("100 % Sync completed successfully", lines);
        Assert.True(Directory.Exists(Path.Combine(directory, "catalogs", "home")));
    }

    /// <summary>As it stands in the README, but for the account and the category, which the provider has to have.</summary>
    private static string ReadSample(string category)
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md"));
        var begin = readme.IndexOf("```csharp\n", readme.IndexOf("## Embed it", StringComparison.Ordinal), StringComparison.Ordinal) + "```csharp\n".Length;
        var sample = readme[begin..readme.IndexOf("```", begin, StringComparison.Ordinal)];

        Assert.Contains(Account, sample, StringComparison.Ordinal);
        Assert.Contains(Category, sample, StringComparison.Ordinal);
        return sample
            .Replace(Account, "new XtreamAccount(provider.BaseAddress.ToString(), provider.Username, provider.Password)", StringComparison.Ordinal)
            .Replace(Category, $"Category = \"{category}\"", StringComparison.Ordinal);
    }

    /// <summary>What a provider with the same seed says of itself: a category that has movies, and those the sample prints.</summary>
    private static async Task<(string Category, List<string> Lines)> ExpectMoviesAsync()
    {
        await using var provider = await FakeProvider.StartAsync(new FakeProviderOptions { Movies = Movies, Channels = 10, Series = 10 });
        var movies = provider.Catalog.Movies.ExpectedDocuments().Select(text => JsonDocument.Parse(text).RootElement).ToList();
        var category = movies.SelectMany(CategoriesOf).First();
        var lines = movies
            .Where(movie => CategoriesOf(movie).Contains(category))
            .Take(50)
            .Select(movie => $"{TextOf(movie, "name")} ({TextOf(movie, "year")})".Trim());
        return (category, [.. lines]);
    }

    private static IEnumerable<string> CategoriesOf(JsonElement movie) =>
        movie.TryGetProperty("categoryIds", out var ids) ? ids.EnumerateArray().Select(id => id.GetString()!) : [];

    private static string? TextOf(JsonElement movie, string name) => movie.TryGetProperty(name, out var text) ? text.GetString() : null;
}
