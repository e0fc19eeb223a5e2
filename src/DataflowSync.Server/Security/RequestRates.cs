using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using DataflowSync.Server.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace DataflowSync.Server.Security;

/// <summary>How often clients may ask, and how much goes on side by side.</summary>
internal static class RequestRates
{
    /// <summary>Policy of streams, which last.</summary>
    public const string Streams = "streams";

    /// <summary>Policy of what reads catalogs, which takes memory.</summary>
    public const string Catalogs = "catalogs";

    /// <summary>Policy of checks that write to the disk, and need no key.</summary>
    public const string Checks = "checks";

    private const int CatalogReads = 64;
    private const int CatalogQueue = 2_048;
    private const int ChecksPerSecond = 10;
    private const int ChangesAtOnceSeconds = 10;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static void Add(IServiceCollection services, ServerOptions settings) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) && after > Second ? after : Second;
            context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (IPAddress, bool)>(context =>
        {
            var reads = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
            return RateLimitPartition.GetTokenBucketLimiter((ClientOf(context), reads), _ => reads
                ? Bucket(settings.ReadsPerSecond, settings.ReadsPerSecond)
                : Bucket(settings.ChangesPerSecond, settings.ChangesPerSecond * ChangesAtOnceSeconds));
        });
        options.AddConcurrencyLimiter(Streams, limit => limit.PermitLimit = settings.MaxProgressStreams);
        options.AddConcurrencyLimiter(Catalogs, limit => (limit.PermitLimit, limit.QueueLimit) = (CatalogReads, CatalogQueue));
        options.AddPolicy(Checks, context => RateLimitPartition.GetTokenBucketLimiter(ClientOf(context), _ => Bucket(ChecksPerSecond, ChecksPerSecond)));
    });

    private static TokenBucketRateLimiterOptions Bucket(int perSecond, int atOnce) =>
        new() { TokenLimit = atOnce, TokensPerPeriod = perSecond, ReplenishmentPeriod = Second };

    /// <summary>Whoever has an IPv6 network has 2^64 addresses of it.</summary>
    private static IPAddress ClientOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6 || address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
        {
            return address.MapToIPv4();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}
