namespace DataflowSync.Server.Faults;

/// <summary>A request that cannot be served, for a reason the client is told.</summary>
internal sealed class RequestException(int status, string detail) : Exception(detail)
{
    public int Status => status;
}
