using System.Text.Json.Nodes;

namespace DataflowSync.Cli.Tests;

/// <summary>How a process ended.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<string> ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Standard output as the one JSON object it must be.</summary>
    public JsonNode Json => JsonNode.Parse(Assert.Single(Lines))!;

    public JsonNode Step(string name) => Json["steps"]!.AsArray().Single(step => step!["name"]!.GetValue<string>() == name)!;

    /// <summary>A step's counts by name, for example <c>added=1 updated=2</c>.</summary>
    public string Counts(string step, params string[] names) => string.Join(' ', names.Select(name => $"{name}={Step(step)[name]}"));
}
