using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DataflowSync.Server.Setup;

/// <summary>What a connection and a request may cost.</summary>
internal static class ServerLimits
{
    /// <summary>Depth of a request's JSON: a profile's schedule and categories need four.</summary>
    public const int JsonDepth = 16;

    private const int BodyBytes = 64 << 10;
    private const int HeaderBytes = 16 << 10;
    private const int HeaderCount = 64;
    private const int LineBytes = 8 << 10;
    private const int Connections = 2_048;

    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        kestrel.Limits.MaxRequestBodySize = BodyBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = HeaderBytes;
        kestrel.Limits.MaxRequestHeaderCount = HeaderCount;
        kestrel.Limits.MaxRequestLineSize = LineBytes;
        kestrel.Limits.MaxConcurrentConnections = Connections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
    }
}
