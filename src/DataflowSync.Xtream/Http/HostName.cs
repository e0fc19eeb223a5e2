namespace DataflowSync.Xtream.Http;

/// <summary>The one spelling of a host that several addresses may share.</summary>
internal static class HostName
{
    /// <summary>Lower case, without a final dot and the brackets of an IPv6 address.</summary>
    public static string Of(Uri address) => address.IdnHost.TrimEnd('.').ToLowerInvariant();
}
