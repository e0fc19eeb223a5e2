using Microsoft.Extensions.Logging;

namespace DataflowSync.Server.Setup;

/// <summary>What the server logs. Event ids 300–319. No credentials, no query strings.</summary>
internal sealed partial class ServerLog(ILogger<ServerOptions> logger)
{
    [LoggerMessage(EventId = 300, Level = LogLevel.Error, Message = "{Method} {Route} failed")]
    public partial void RequestFailed(Exception exception, string method, string route);

    [LoggerMessage(EventId = 301, Level = LogLevel.Error, Message = "The sync of {ProfileId} ended without a report")]
    public partial void RunFailed(Exception exception, ProfileId profileId);

    [LoggerMessage(EventId = 302, Level = LogLevel.Warning, Message = "The credentials of {ProfileId} cannot be decrypted: the keys are missing. Give its password again")]
    public partial void CredentialsUnreadable(ProfileId profileId);

    [LoggerMessage(EventId = 303, Level = LogLevel.Warning, Message = "{File} could be read by other users, and no longer can")]
    public partial void MadePrivate(string file);
}
