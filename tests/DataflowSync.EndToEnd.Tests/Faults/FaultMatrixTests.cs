using DataflowSync.EndToEnd.Tests.Setup;
using static DataflowSync.SyncErrorCode;

namespace DataflowSync.EndToEnd.Tests.Faults;

/// <summary>
/// Whatever happens to an answer, the outcome says what, other steps go on, readers see what they saw, it is tried again where
/// that can help, and the next run makes up for it.
/// </summary>
public sealed class FaultMatrixTests
{
    private const int Attempts = 4;

    /// <summary>What happens, what it means for a list and for the account check (null: not there), and whether it is tried again.</summary>
    private static readonly Dictionary<string, (Harm Harm, SyncErrorCode? AtList, SyncErrorCode? AtCheck, bool IsRetried)> Cases = new()
    {
        ["reset before the headers"] = (Harms.ResetBehind(""), Network, Network, true),
        ["closed before the headers"] = (Harms.Raw(""), Network, Network, true),
        ["reset inside the headers"] = (Harms.ResetBehind("HTTP/1.1 200 OK\r\nContent-Ty"), Network, Network, true),
        ["closed inside the headers"] = (Harms.Raw("HTTP/1.1 200 OK\r\nContent-Ty"), Network, Network, true),
        ["no HTTP"] = (Harms.Raw("SSH-2.0-OpenSSH_9.2\r\n"), Network, Network, true),
        ["reset inside the body"] = (Harms.ResetInBody, Truncated, null, true),
        ["no byte"] = (Harms.Body(""), EmptyBody, EmptyBody, true),
        ["blanks"] = (Harms.Body(" \r\n "), EmptyBody, EmptyBody, true),
        ["null"] = (Harms.Body("null"), NullBody, NullBody, true),
        ["cut in half"] = (Harms.Truncate(body => body.Length / 2), Truncated, Truncated, true),
        ["cut before the last byte"] = (Harms.Truncate(body => body.Length - 1), Truncated, Truncated, true),
        ["a length that is too long"] = (Harms.Reshape("Content-Length: 99999999\r\n", body => body), null, Truncated, true),
        ["a length that is too long, and a cut"] = (Harms.Reshape("Content-Length: {length}\r\n", body => body[..^1]), Truncated, Truncated, true),
        ["a length that is too short"] = (Harms.Reshape("Content-Length: 100\r\n", body => body), Truncated, Truncated, true),
        ["no body at all but a length"] = (Harms.Reshape("Content-Length: {length}\r\n", _ => []), EmptyBody, EmptyBody, true),
        ["chunks cut off"] = (Harms.Reshape("Transfer-Encoding: chunked\r\n", body => Harms.Chunk(body)[..^9]), Truncated, Truncated, true),
        ["chunks without an end behind half a body"] =
            (Harms.Reshape("Transfer-Encoding: chunked\r\n", body => Harms.Chunk(body[..(body.Length / 2)])), Truncated, Truncated, true),
        ["a broken chunk"] = (Harms.Reshape("Transfer-Encoding: chunked\r\n", body => [.. Harms.Chunk(body[..40]), .. "zz\r\n"u8]), Truncated, Truncated, true),
        ["gzip cut off"] = (Harms.Reshape("Content-Encoding: gzip\r\n", body => Harms.Gzip(body)[..^12]), Truncated, Truncated, true),
        ["gzip spoiled"] = (Harms.Reshape("Content-Encoding: gzip\r\n", body => Spoil(Harms.Gzip(body))), Truncated, Truncated, true),
        ["gzip cut off and not declared"] = (Harms.Reshape("", body => Harms.Gzip(body)[..^12]), Truncated, Truncated, true),
        ["an error object"] = (Harms.Body("""{"error":"MySQL: gone away"}"""), ProviderError, ProviderError, true),
        ["a web page"] = (Harms.Body("<html>busy</html>"), NotJson, NotJson, false),
        ["words of refusal"] = (Harms.Body("Access denied"), Blocked, Blocked, false),
        ["false"] = (Harms.Body("false"), UnexpectedShape, null, false),
        ["rejected credentials"] = (Harms.Body("""{"user_info":{"auth":0}}"""), AuthRejected, AuthRejected, false),
        ["an expired account"] = (Harms.Body("""{"user_info":{"auth":1,"status":"Expired"}}"""), AccountInactive, AccountInactive, false),
        ["204"] = (Harms.Raw("HTTP/1.1 204 No Content\r\n\r\n"), HttpStatus, HttpStatus, false),
        ["400"] = (Harms.Status(400), HttpStatus, HttpStatus, false),
        ["401"] = (Harms.Status(401), HttpStatus, AuthRejected, false),
        ["403"] = (Harms.Status(403), HttpStatus, AuthRejected, false),
        ["404"] = (Harms.Status(404), HttpStatus, AuthRejected, false),
        ["408"] = (Harms.Status(408), HttpStatus, HttpStatus, true),
        ["429"] = (Harms.Status(429), RateLimited, RateLimited, true),
        ["429, again at once"] = (Harms.Status(429, "Retry-After: 0\r\n"), RateLimited, RateLimited, true),
        ["429, again at a time that is over"] = (Harms.Status(429, "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n"), RateLimited, RateLimited, true),
        ["454"] = (Harms.Status(454), HttpStatus, HttpStatus, false),
        ["458"] = (Harms.Status(458), ConnectionLimit, ConnectionLimit, false),
        ["461"] = (Harms.Status(461), HttpStatus, HttpStatus, false),
        ["500"] = (Harms.Status(500), HttpStatus, HttpStatus, true),
        ["502"] = (Harms.Status(502), HttpStatus, HttpStatus, true),
        ["503"] = (Harms.Status(503), HttpStatus, HttpStatus, true),
        ["512"] = (Harms.Status(512), HttpStatus, HttpStatus, true),
        ["520"] = (Harms.Status(520), HttpStatus, HttpStatus, true),
        ["524"] = (Harms.Status(524), HttpStatus, HttpStatus, true),
        ["884"] = (Harms.Status(884), HttpStatus, AuthRejected, false),
        ["885"] = (Harms.Status(885), ConnectionLimit, ConnectionLimit, false),
        ["a redirect to another host"] = (Harms.Status(302, "Location: http://other.example.test/player_api.php?username=u&password=p\r\n"), Redirect, Redirect, false),
        ["a redirect in a circle"] = (Harms.Status(302, "Location: #again\r\n"), Redirect, Redirect, false),
        ["a redirect to nowhere"] = (Harms.Status(302), Redirect, Redirect, false),
    };

    public static TheoryData<string> OfLists() => [.. Cases.Where(row => row.Value.AtList is not null).Select(row => row.Key)];

    public static TheoryData<string> OfChecks() => [.. Cases.Where(row => row.Value.AtCheck is not null).Select(row => row.Key)];

    [Theory]
    [MemberData(nameof(OfLists))]
    public async Task Harm_done_to_a_list_fails_its_step_alone_touches_nothing_and_is_tried_again_where_that_can_help(string name)
    {
        var (harm, expected, _, isRetried) = Cases[name];
        await using var fixture = await FrontFixture.StartAsync();
        await fixture.SyncAndChangeAsync();
        var before = await fixture.ExportAllAsync();
        fixture.Front.Break("get_vod_streams", harm);

        var report = await fixture.SyncAsync();

        Assert.Equal((StepStatus.Failed, expected, isRetried ? Attempts : 1), (report.Steps[3].Status, report.Steps[3].Error?.Code, report.Steps[3].Attempts));
        Assert.True(!char.IsAsciiDigit(name[0]) || name.StartsWith($"{report.Steps[3].Error!.HttpStatus}", StringComparison.Ordinal), $"{report.Steps[3].Error}");
        var endsRun = expected is AuthRejected or AccountInactive;
        Assert.Equal(endsRun ? SyncStatus.Failed : SyncStatus.Partial, report.Status);
        Assert.All(report.Steps.Take(3), step => Assert.Equal(StepStatus.Completed, step.Status));
        Assert.All(report.Steps.Skip(4), step => Assert.Equal(endsRun ? StepStatus.Skipped : StepStatus.Completed, step.Status));
        var after = await fixture.ExportAllAsync();
        Documents.AssertEqual("movies", before["movies"], after["movies"]);
        Documents.AssertEqual("movie-categories", before["movie-categories"], after["movie-categories"]);
        await fixture.AssertEqualsProviderAsync(endsRun ? ["channels"] : ["channels", "series"]);

        fixture.Front.Break("get_vod_streams", harm, times: 1);
        var again = (await fixture.SyncAsync()).Steps[3];
        Assert.Equal(isRetried ? (StepStatus.Completed, null, 2) : (StepStatus.Failed, expected, 1), (again.Status, again.Error?.Code, again.Attempts));
        await fixture.AssertNextRunIsFineAsync();
    }

    [Theory]
    [MemberData(nameof(OfChecks))]
    public async Task Harm_done_to_the_account_check_fails_the_run_before_its_first_step(string name)
    {
        var (harm, _, expected, isRetried) = Cases[name];
        await using var fixture = await FrontFixture.StartAsync();
        await fixture.SyncAndChangeAsync();
        var before = await fixture.ExportAllAsync();
        var asked = fixture.Front.Actions.Count;
        fixture.Front.Break(Front.AccountCheck, harm);

        var report = await fixture.SyncAsync();

        Assert.Equal((SyncStatus.Failed, expected, 0), (report.Status, report.Error?.Code, report.Progress));
        Assert.All(report.Steps, step => Assert.Equal((StepStatus.Skipped, 0), (step.Status, step.Attempts)));
        Assert.All(fixture.Front.Actions.Skip(asked), action => Assert.Equal(Front.AccountCheck, action));
        Assert.EndsWith(isRetried ? $"({Attempts} attempts)" : report.Error!.Message, Assert.Single(report.Errors), StringComparison.Ordinal);
        Documents.AssertEqual(before, await fixture.ExportAllAsync());
        await fixture.AssertNextRunIsFineAsync();
    }

    [Fact]
    public async Task A_length_that_is_too_long_says_nothing_of_a_list_that_was_read_to_its_bracket()
    {
        await using var fixture = await FrontFixture.StartAsync();
        fixture.Front.Break("get_vod_streams", Harms.Reshape("Content-Length: 99999999\r\n", body => body));

        var step = await fixture.SyncMoviesAsync();

        Assert.Equal((StepStatus.Completed, 1), (step.Status, step.Attempts));
        await fixture.AssertEqualsProviderAsync("movies");
    }

    [Fact]
    public async Task A_list_cut_off_at_any_byte_publishes_nothing()
    {
        const string List = """[{"stream_id":7,"name":"\u00e9 \"n\"","rating":-7.5e1,"category_ids":[1,{"a":null}]}, {"stream_id":8,"is_adult":true}]""";
        await using var fixture = await FrontFixture.StartAsync(engine => engine.Retries = 0);
        await fixture.SyncAsync();
        var before = await fixture.ExportAllAsync();
        for (var length = 0; length < List.Length; length++)
        {
            fixture.Front.Break("get_vod_streams", Harms.Body(List[..length]));

            var code = (await fixture.SyncMoviesAsync()).Error?.Code;

            Assert.True(code == (length == 0 ? EmptyBody : Truncated), $"{length} bytes: {code}");
        }

        Documents.AssertEqual(before, await fixture.ExportAllAsync());
        await fixture.AssertNextRunIsFineAsync();
    }

    private static byte[] Spoil(byte[] bytes) => [.. bytes[..20], 0xFF, 0xFF, 0xFF, .. bytes[23..]];
}
