using System.Reflection;
using System.Text.Json;
using DataflowSync.Tests.Shared;

namespace DataflowSync.Cli.Tests;

/// <summary>docs/operations.md tells of every outcome there is, and of none there is not.</summary>
public sealed class OperationsDocumentTests
{
    [Fact]
    public void Every_error_code_has_a_row() => Assert.Equal(Enum.GetNames<SyncErrorCode>(), Table("code", "tried again"));

    [Fact]
    public void Every_status_of_a_run_has_a_row() => Assert.Equal(Enum.GetNames<SyncStatus>().Order(), Table("status", "means").Order());

    [Fact]
    public void Every_status_of_a_step_has_a_row() => Assert.Equal(Enum.GetNames<StepStatus>().Order(), Table("status", "published").Order());

    [Fact]
    public void Every_reason_of_a_reject_has_a_row() =>
        Assert.Equal(Enum.GetNames<RejectReason>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName), Table("reason in `rejects`", "the record"));

    [Fact]
    public void Every_exit_code_has_a_row()
    {
        const string Killed = "137";
        var codes = typeof(ExitCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"{field.GetRawConstantValue()}");
        Assert.Equal(codes.Append(Killed).Order(), Table("code", "means").Order());
    }

    /// <summary>The first column of the table that begins with these two headings.</summary>
    private static IEnumerable<string> Table(string first, string second)
    {
        return File.ReadLines(Path.Combine(Repository.Root, "docs", "operations.md"))
            .SkipWhile(line => !line.StartsWith($"| {first} | {second} |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|')[1].Trim());
    }
}
