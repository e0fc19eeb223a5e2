namespace DataflowSync.Telemetry;

/// <summary>Names of the attributes, tags and events, each documented in <c>docs/telemetry.md</c>.</summary>
internal static class SignalNames
{
    public const string ErrorType = "error.type";

    public const string Result = "dataflowsync.result";

    public const string Step = "dataflowsync.step";

    public const string Outcome = "dataflowsync.item.outcome";

    public const string Block = "dataflowsync.block";

    public const string ProfileState = "dataflowsync.profile.state";

    public const string RunId = "dataflowsync.run.id";

    public const string ProfileId = "dataflowsync.profile.id";

    public const string AttemptNumber = "dataflowsync.attempt.number";

    public const string Retry = "dataflowsync.retry";

    public const string RetryWait = "dataflowsync.retry.wait";

    public const string GuardFetched = "dataflowsync.guard.fetched";

    public const string GuardPublished = "dataflowsync.guard.published";

    public const string RejectCount = "dataflowsync.reject.count";

    public const string RejectSamples = "dataflowsync.reject.samples";

    public const string FetchBytes = "dataflowsync.fetch.bytes";

    public const string FirstByte = "dataflowsync.fetch.first_byte";

    public const string TimeToFirstByte = "dataflowsync.fetch.time_to_first_byte";

    public const string LongestWait = "dataflowsync.fetch.longest_wait";

    public const string ParseRecords = "dataflowsync.parse.records";

    public const string BatchSize = "dataflowsync.batch.size";

    public const string PublishItems = "dataflowsync.publish.items";

    public const string PublishChanged = "dataflowsync.publish.changed";

    public const string PublishRemoved = "dataflowsync.publish.removed";
}
