using DataflowSync.Testing;
using DataflowSync.Tests.Shared;

namespace DataflowSync.Cli.Tests;

/// <summary>
/// What the tool prints for each outcome of a run, as it was approved: the report and the progress for programs, and both for persons.
/// See <c>docs/testing.md</c>.
/// </summary>
public sealed class OutcomeSnapshotTests
{
    private static readonly string[] ForPrograms = ["--json", "--progress", "ndjson"];

    private static readonly string[] ForPersons = ["--progress", "plain"];

    public static TheoryData<string, int> Outcomes() => new()
    {
        { "success", 0 }, { "partial", 3 }, { "guarded", 3 }, { "retried", 0 }, { "cancelled", 130 }, { "rejected-account", 1 },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task A_program_is_told_what_was_approved(string outcome, int exitCode)
    {
        var result = await RunAsync(outcome, ForPrograms);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Multiple(
            () => Approved.Match($"{outcome}.json", Scrub.Report(result.Json)),
            () => Approved.Match($"{outcome}.ndjson", Scrub.Progress(result.ErrorLines)));
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task A_person_is_told_what_was_approved(string outcome, int exitCode)
    {
        var result = await RunAsync(outcome, ForPersons);

        Assert.Equal((exitCode, string.Empty), (result.ExitCode, result.Output));
        Approved.Match($"{outcome}.text", Scrub.Text(result.Errors));
    }

    /// <summary>Brings an outcome about, at moments that do not depend on how fast anything is.</summary>
    private static async Task<ToolResult> RunAsync(string outcome, string[] display)
    {
        await using var fixture = await ToolFixture.StartAsync(options => (options.Channels, options.Movies, options.Series) = (60, 120, 40));
        var provider = fixture.Provider;
        switch (outcome)
        {
            case "success":
                Fail("channel-categories", Fault.Body(
                    """[{"category_id":"1","category_name":"News"},{"category_name":"no id"},{"category_id":"1","category_name":"News again"}]"""));
                break;

            case "partial":
                Fail("movies", Fault.Status(404));
                break;

            case "guarded":
                await fixture.SyncAsync();
                provider.Catalog.Movies.Remove(100);
                provider.Catalog.Channels.Change(5);
                provider.Catalog.Channels.Add(3);
                break;

            case "retried":
                Fail("movies", Fault.Status(503));
                Fail("movies", Fault.Truncate(0));
                break;

            case "cancelled":
                return await RunCancelledAsync(fixture, display);

            default:
                await fixture.SyncAsync();
                provider.Account.Authorized = false;
                break;
        }

        return await Tool.RunAsync(fixture.SyncArguments(display));

        void Fail(string target, Fault fault) => provider.Faults.Add(fault with { Target = target });
    }

    /// <summary>Cancels while the answer with the movies is waited for: before the first byte of it, so that there is nothing to be more or less of.</summary>
    private static async Task<ToolResult> RunCancelledAsync(ToolFixture fixture, string[] display)
    {
        fixture.Provider.Faults.Add(Fault.Delay(TimeSpan.FromDays(1)) with { Target = "movies" });
        var tool = Tool.Start(fixture.SyncArguments(display));
        await fixture.Provider.WaitForRequestAsync(request => request.Fault is not null);
        await tool.SignalAsync("INT");
        return await tool.EndAsync();
    }
}
