using Microsoft.Extensions.Logging;

namespace DataflowSync.Telemetry;

/// <summary>What the engine logs. Event ids 100–119. No URLs, no credentials.</summary>
internal sealed partial class SyncLog(ILogger logger)
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message = "Sync {RunId} of {ProfileId} started with {Steps} steps")]
    public partial void RunStarted(string runId, ProfileId profileId, int steps);

    [LoggerMessage(EventId = 101, Level = LogLevel.Information, Message = "Sync {RunId} of {ProfileId} ended as {Status} after {Duration}")]
    public partial void RunEnded(string runId, ProfileId profileId, SyncStatus status, TimeSpan duration);

    [LoggerMessage(EventId = 102, Level = LogLevel.Information, Message = "Step {Step} ended as {Status}: {Received} received, {Added} added, {Updated} updated, {Removed} removed, {Rejected} rejected")]
    public partial void StepEnded(string step, StepStatus status, long received, long added, long updated, long removed, long rejected);

    [LoggerMessage(EventId = 103, Level = LogLevel.Warning, Message = "{Operation}: attempt {Attempt} failed ({Code}: {Reason}), next in {Delay}")]
    public partial void Retrying(string operation, int attempt, SyncErrorCode code, string reason, TimeSpan delay);

    [LoggerMessage(EventId = 104, Level = LogLevel.Error, Message = "Step {Step} met a defect")]
    public partial void InternalError(Exception exception, string step);

    [LoggerMessage(EventId = 106, Level = LogLevel.Error, Message = "The store's writer of {ProfileId} could not be closed")]
    public partial void WriterNotClosed(Exception exception, ProfileId profileId);

    [LoggerMessage(EventId = 107, Level = LogLevel.Error, Message = "A listener of progress threw and is not told any more")]
    public partial void ListenerFailed(Exception exception);

    [LoggerMessage(EventId = 105, Level = LogLevel.Error, Message = "The history of {ProfileId} could not be saved")]
    public partial void HistoryNotSaved(Exception exception, ProfileId profileId);

    [LoggerMessage(EventId = 108, Level = LogLevel.Debug, Message = "Step {Step}: batch of {Items} stored in {Milliseconds} ms")]
    public partial void BatchStored(string step, int items, double milliseconds);

    [LoggerMessage(EventId = 109, Level = LogLevel.Information, Message = "Step {Step}: {Items} items published in {Milliseconds} ms, {Changed} written, {Removed} removed")]
    public partial void Published(string step, long items, int changed, int removed, double milliseconds);

    [LoggerMessage(EventId = 110, Level = LogLevel.Warning, Message = "Step {Step}: {Rejected} records could not become items, the first of them: {Samples}")]
    public partial void Rejected(string step, long rejected, string samples);

    [LoggerMessage(EventId = 111, Level = LogLevel.Warning, Message = "Step {Step} was held back: {Fetched} items were fetched where {Published} are published")]
    public partial void Guarded(string step, long fetched, long published);

    [LoggerMessage(EventId = 112, Level = LogLevel.Warning, Message = "{Operation} failed at attempt {Attempt} ({Code}: {Reason}), with no other to follow")]
    public partial void Failed(string operation, int attempt, SyncErrorCode code, string reason);
}
