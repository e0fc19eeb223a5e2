using DataflowSync.Hosting.Scheduling;
using Microsoft.Extensions.Logging;

namespace DataflowSync.Hosting.Telemetry;

/// <summary>What the host's part logs. Event ids 200–219. No URLs, no credentials, no exceptions of code that knows them.</summary>
internal sealed partial class HostingLog(ILogger<DataflowSyncBuilder> logger)
{
    [LoggerMessage(EventId = 200, Level = LogLevel.Warning, Message = "The changed configuration is not valid, and not followed: {Failures}")]
    public partial void ConfigurationRefused(string failures);

    [LoggerMessage(EventId = 201, Level = LogLevel.Warning, Message = "Profile {ProfileId} is known twice; the first one counts")]
    public partial void ProfileTwice(ProfileId profileId);

    [LoggerMessage(EventId = 202, Level = LogLevel.Error, Message = "{Source} could not tell its profiles ({Reason}); those it told before stay")]
    public partial void ProfilesNotRead(string source, string reason);

    [LoggerMessage(EventId = 203, Level = LogLevel.Error, Message = "The credentials of {ProfileId} could not be had: {Reason}")]
    public partial void CredentialsNotRead(ProfileId profileId, string reason);

    [LoggerMessage(EventId = 204, Level = LogLevel.Error, Message = "{Completion} threw after a sync of {ProfileId}")]
    public partial void CompletionFailed(Exception exception, string completion, ProfileId profileId);

    [LoggerMessage(EventId = 205, Level = LogLevel.Information, Message = "The host stops: {Runs} syncs are cancelled")]
    public partial void Stopping(int runs);

    [LoggerMessage(EventId = 206, Level = LogLevel.Warning, Message = "The host's time to shut down was over before {Runs} syncs had ended")]
    public partial void NotStoppedInTime(int runs);

    [LoggerMessage(EventId = 207, Level = LogLevel.Warning, Message = "The scheduler's memory {File} cannot be read and is begun anew: {Reason}")]
    public partial void MemoryDamaged(string file, string reason);

    [LoggerMessage(EventId = 208, Level = LogLevel.Warning, Message = "The scheduler's memory {File} could not be written: {Reason}")]
    public partial void MemoryNotWritten(string file, string reason);

    [LoggerMessage(EventId = 209, Level = LogLevel.Information, Message = "{Run} due, sync begins")]
    public partial void Due(PlannedRun run);

    [LoggerMessage(EventId = 210, Level = LogLevel.Information, Message = "{ProfileId}: {Kind} is next due at {NextDue} ({Wait}, {Failures} failures in a row)")]
    public partial void Planned(ProfileId profileId, string kind, DateTimeOffset nextDue, ScheduleWait wait, int failures);

    [LoggerMessage(EventId = 211, Level = LogLevel.Error, Message = "The scheduled sync of {ProfileId} could not begin")]
    public partial void NotBegun(Exception exception, ProfileId profileId);

    [LoggerMessage(EventId = 212, Level = LogLevel.Information, Message = "{ProfileId} is being synced by someone else")]
    public partial void Busy(ProfileId profileId);

    [LoggerMessage(EventId = 213, Level = LogLevel.Error, Message = "The schedule of {ProfileId} cannot be understood, so it is not synced: {Reason}")]
    public partial void ScheduleRefused(ProfileId profileId, string reason);
}
