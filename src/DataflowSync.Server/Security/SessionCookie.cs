using System.Buffers.Binary;
using System.Security.Cryptography;
using DataflowSync.Server.Setup;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace DataflowSync.Server.Security;

/// <summary>
/// Stands for the key in a browser that has shown it. It holds nothing but when it ends, encrypted for this server and this key: with
/// another key nobody is signed in any more. Thread-safe.
/// </summary>
internal sealed class SessionCookie(ServerSettings settings, IDataProtectionProvider protection, TimeProvider timeProvider)
{
    private const string Purpose = "DataflowSync.Server.Session.v1";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly IDataProtector? _protector = settings.Key is { } key ? protection.CreateProtector(Purpose, key.Fingerprint) : null;

    /// <summary>Gives the browser one, until it is closed.</summary>
    public void Give(HttpContext context)
    {
        var end = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(end, (timeProvider.GetUtcNow() + Lifetime).ToUnixTimeSeconds());
        context.Response.Cookies.Append(NameFor(context), WebEncoders.Base64UrlEncode(_protector!.Protect(end)), Options(context));
    }

    public static void Take(HttpContext context) => context.Response.Cookies.Delete(NameFor(context), Options(context));

    public bool IsGood(HttpContext context)
    {
        if (_protector is null || context.Request.Cookies[NameFor(context)] is not { Length: > 0 } text)
        {
            return false;
        }

        try
        {
            var end = _protector.Unprotect(WebEncoders.Base64UrlDecode(text));
            return end.Length == sizeof(long) && BinaryPrimitives.ReadInt64BigEndian(end) > timeProvider.GetUtcNow().ToUnixTimeSeconds();
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return false;
        }
    }

    /// <summary>Browsers send a cookie to all ports of a host: servers side by side must not sign each other out.</summary>
    private static string NameFor(HttpContext context) => $"dataflowsync-{context.Connection.LocalPort}";

    private static CookieOptions Options(HttpContext context) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", Secure = IsSecure(context.Request) };

    /// <summary>Of a proxy that speaks https the browser's origin tells.</summary>
    private static bool IsSecure(HttpRequest request) =>
        request.IsHttps || request.Headers.Origin.ToString().StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
