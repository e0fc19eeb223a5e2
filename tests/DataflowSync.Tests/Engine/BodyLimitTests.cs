using System.ComponentModel.DataAnnotations;

namespace DataflowSync.Tests.Engine;

public sealed class BodyLimitTests
{
    private static readonly string List = Thing.List(Thing.Range(1, 100));

    [Fact]
    public async Task A_body_above_the_limit_is_given_up_and_publishes_nothing()
    {
        await using var harness = new EngineHarness(new ScriptedSource(), options => options.MaxBodyBytes = List.Length);
        await harness.SyncBodyAsync(List);

        var report = await harness.SyncBodyAsync(Thing.List(Thing.Range(1, 101)));

        Assert.Equal((StepStatus.Failed, SyncErrorCode.LimitExceeded, 1), (report.Status, report.Error!.Code, report.Attempts));
        Assert.Equal($"the answer is larger than {List.Length} bytes", report.Error.Message);
        Assert.Equal(100, (await harness.ExportAsync()).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!-- and much that follows the list -->")]
    public async Task A_list_that_ends_within_the_limit_is_complete(string trailing)
    {
        await using var harness = new EngineHarness(new ScriptedSource(), options => options.MaxBodyBytes = List.Length);

        Assert.Equal(StepStatus.Completed, (await harness.SyncBodyAsync(List + trailing)).Status);
    }

    [Fact]
    public async Task One_byte_less_cuts_the_closing_bracket_off()
    {
        await using var harness = new EngineHarness(new ScriptedSource(), options => options.MaxBodyBytes = List.Length - 1);

        Assert.Equal(SyncErrorCode.LimitExceeded, (await harness.SyncBodyAsync(List)).Error?.Code);
    }

    [Fact]
    public async Task A_body_without_end_is_given_up_at_the_limit()
    {
        var source = new ScriptedSource().Answer("things", _ => new EndlessStream());
        await using var harness = new EngineHarness(source, options => options.MaxBodyBytes = 5 << 20);

        var step = (await harness.Sync.RunAsync(EngineHarness.Profile)).Steps[0];

        Assert.Equal(SyncErrorCode.LimitExceeded, step.Error?.Code);
        Assert.InRange(step.Bytes, 5 << 20, 6 << 20);
    }

    [Fact]
    public async Task There_is_no_limit_unless_it_is_asked_for()
    {
        Assert.Null(new SyncOptions().MaxBodyBytes);
        await using var harness = new EngineHarness(new ScriptedSource());

        Assert.Equal(StepStatus.Completed, (await harness.SyncBodyAsync(new string(' ', 20 << 20) + List)).Status);
    }

    [Fact]
    public void A_limit_below_a_KiB_is_refused() =>
        Assert.Throws<ValidationException>(() => new EngineHarness(new ScriptedSource(), options => options.MaxBodyBytes = 1023));

    /// <summary>The beginning of a list, and blanks for ever.</summary>
    private sealed class EndlessStream : MemoryStream
    {
        private bool _hasBegun;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            buffer.Span[0] = _hasBegun ? (byte)' ' : (byte)'[';
            _hasBegun = true;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
