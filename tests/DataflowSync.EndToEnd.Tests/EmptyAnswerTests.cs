using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Testing;

namespace DataflowSync.EndToEnd.Tests;

/// <summary>However a provider can seem to have nothing: nothing is removed, the report says what came, and the next good answer is taken.</summary>
public sealed class EmptyAnswerTests
{
    private const string Held = "guarded: 0 items were fetched where 60 are published; the next fetch like it, or consent, publishes";
    private const string SingleValue = "the provider sent a single value where a list is expected";
    private const string Empty = "the provider sent an empty answer";
    private const string AccountsData = "the provider answered with the account's data: it does not know what it was asked for";

    private static readonly RunOptions ThreeSteps = new() { Steps = ["channel-categories", "channels", "movies"] };

    [Theory]
    [InlineData("[]")]
    [InlineData("\r\n [\t]\n")]
    [InlineData("\uFEFF[]")]
    [InlineData("{}")]
    [InlineData(" { } ")]
    [InlineData("[null]")]
    [InlineData("[[],{},0,\"\",{\"name\":\"no id\"}]")]
    public async Task An_empty_list_is_held_back_and_not_asked_for_again(string body)
    {
        await using var fixture = await SyncFixture.StartAsync(provider => provider.Movies = 10);
        await fixture.SyncAsync(ThreeSteps);
        var before = await fixture.ExportAllAsync();
        fixture.Fail("channels", Fault.Body(body), times: null);

        var report = await fixture.SyncAsync(ThreeSteps);

        var step = report.Steps[1];
        Assert.Equal(SyncStatus.Partial, report.Status);
        Assert.Equal((StepStatus.Guarded, null, 1, 0, 60), (step.Status, step.Error, step.Attempts, step.Removed, step.Items));
        Assert.Equal(Held, step.Warnings[^1]);
        Assert.Equal($"channels: {Held}", Assert.Single(report.Errors));
        Assert.Equal(["channels"], (await fixture.Sync.GetStatusAsync(SyncFixture.Profile)).Guards.Keys);
        Documents.AssertEqual(before, await fixture.ExportAllAsync());
        await AssertGoesOnAsync(fixture);
    }

    [Theory]
    [InlineData("null", SyncErrorCode.NullBody, "the provider answered null", 4)]
    [InlineData(" null\n", SyncErrorCode.NullBody, "the provider answered null", 4)]
    [InlineData("false", SyncErrorCode.UnexpectedShape, SingleValue, 1)]
    [InlineData("true", SyncErrorCode.UnexpectedShape, SingleValue, 1)]
    [InlineData("0", SyncErrorCode.UnexpectedShape, SingleValue, 1)]
    [InlineData("-1.5e3", SyncErrorCode.UnexpectedShape, SingleValue, 1)]
    [InlineData("\"\"", SyncErrorCode.UnexpectedShape, SingleValue, 1)]
    [InlineData("\"[]\"", SyncErrorCode.UnexpectedShape, SingleValue, 1)]
    [InlineData("{\"error\":\"database is away\"}", SyncErrorCode.ProviderError, "the provider reports an error: database is away", 4)]
    [InlineData("{\"error\":true}", SyncErrorCode.ProviderError, "the provider reports an error", 4)]
    [InlineData("{\"status\":\"error\",\"message\":\"busy\"}", SyncErrorCode.ProviderError, "the provider reports an error: busy", 4)]
    [InlineData("{\"result\":false,\"data\":[]}", SyncErrorCode.ProviderError, "the provider reports an error", 4)]
    [InlineData("{\"user_info\":{\"auth\":1,\"status\":\"Active\"}}", SyncErrorCode.UnexpectedShape, AccountsData, 1)]
    [InlineData("{\"user_info\":[],\"server_info\":{}}", SyncErrorCode.UnexpectedShape, "the provider sent an object where a list is expected", 1)]
    [InlineData("{\"js\":[]}", SyncErrorCode.UnexpectedShape, "the provider sent an object where a list is expected", 1)]
    [InlineData("", SyncErrorCode.EmptyBody, Empty, 4)]
    [InlineData(" \r\n\t ", SyncErrorCode.EmptyBody, Empty, 4)]
    [InlineData("\uFEFF", SyncErrorCode.EmptyBody, Empty, 4)]
    [InlineData("\uFEFF\n", SyncErrorCode.EmptyBody, Empty, 4)]
    [InlineData("<html><body>[]</body></html>", SyncErrorCode.NotJson, "the provider sent a web page instead of data; another User-Agent may help", 1)]
    [InlineData("Array\n(\n)\n", SyncErrorCode.NotJson, "the provider's answer is not JSON; another User-Agent may help", 1)]
    [InlineData("Access denied", SyncErrorCode.Blocked, "the provider refuses this client in plain words; another User-Agent or a longer pause may help", 1)]
    [InlineData("[,]", SyncErrorCode.MalformedJson, "the provider's answer is broken JSON at byte 1", 1)]
    [InlineData("[]]", null, null, 1)]
    public async Task What_is_no_list_fails_its_step_and_costs_nothing(string body, SyncErrorCode? code, string? message, int attempts)
    {
        await using var fixture = await SyncFixture.StartAsync(provider => provider.Movies = 10);
        await fixture.SyncAsync(ThreeSteps);
        var before = await fixture.ExportAllAsync();
        fixture.Fail("channels", Fault.Body(body), times: null);

        var report = await fixture.SyncAsync(ThreeSteps);

        var step = report.Steps[1];
        Assert.Equal(SyncStatus.Partial, report.Status);
        Assert.Equal(2, report.Steps.Count(other => other.Status == StepStatus.Completed));
        Assert.Equal((code, message, attempts), (step.Error?.Code, step.Error?.Message, step.Attempts));
        Assert.Equal((code is null ? StepStatus.Guarded : StepStatus.Failed, 0, 60), (step.Status, step.Removed, step.Items));
        Assert.Equal(1 + attempts, fixture.Provider.Requests.Count(request => request.Action == "get_live_streams" && !request.Parameters.ContainsKey("category_id")));
        Assert.Equal(code is null, (await fixture.Sync.GetStatusAsync(SyncFixture.Profile)).Guards.ContainsKey("channels"));
        Documents.AssertEqual(before, await fixture.ExportAllAsync());
        await AssertGoesOnAsync(fixture);
    }

    [Theory]
    [InlineData("{\"user_info\":{\"auth\":0}}", SyncErrorCode.AuthRejected, "the provider rejects the user name or password")]
    [InlineData("{\"user_info\":{\"auth\":\"0\",\"status\":\"Active\"}}", SyncErrorCode.AuthRejected, "the provider rejects the user name or password")]
    [InlineData("{\"user_info\":{\"auth\":1,\"status\":\"Banned\"}}", SyncErrorCode.AccountInactive, "the account is banned")]
    [InlineData("{\"user_info\":{\"auth\":1,\"status\":\"Disabled\"}}", SyncErrorCode.AccountInactive, "the account is disabled")]
    [InlineData("{\"user_info\":{\"auth\":1,\"status\":\"Active\",\"exp_date\":\"1600000000\"}}", SyncErrorCode.AccountInactive, "the account is expired")]
    public async Task An_account_that_is_refused_in_place_of_a_list_ends_the_run(string body, SyncErrorCode code, string message)
    {
        await using var fixture = await SyncFixture.StartAsync(provider => provider.Movies = 10);
        await fixture.SyncAsync(ThreeSteps);
        var before = await fixture.ExportAllAsync();
        fixture.Fail("channels", Fault.Body(body), times: null);

        var report = await fixture.SyncAsync(ThreeSteps);

        Assert.Equal((SyncStatus.Failed, new SyncError(code, message)), (report.Status, report.Error));
        Assert.Equal("Completed Failed Skipped", string.Join(' ', report.Steps.Select(step => step.Status)));
        Assert.Equal((code, 1, 60), (report.Steps[1].Error!.Code, report.Steps[1].Attempts, report.Steps[1].Items));
        Documents.AssertEqual(before, await fixture.ExportAllAsync());
        await AssertGoesOnAsync(fixture);
    }

    private static async Task AssertGoesOnAsync(SyncFixture fixture)
    {
        fixture.Provider.Faults.Clear();
        fixture.Catalog.Channels.Change(3);
        fixture.Catalog.Channels.Remove(2);

        var report = await fixture.SyncAsync(ThreeSteps);

        Assert.Equal((SyncStatus.Completed, 3, 2), (report.Status, report.Steps[1].Updated, report.Steps[1].Removed));
        Assert.Empty((await fixture.Sync.GetStatusAsync(SyncFixture.Profile)).Guards);
        await fixture.AssertEqualsProviderAsync("channel-categories", "channels", "movies");
    }
}
