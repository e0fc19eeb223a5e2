using System.Net.Sockets;
using System.Xml.Linq;

namespace DataflowSync.Packages.Tests;

/// <summary>A fact that needs the packages which the repository refers to, and is skipped where neither a feed nor a cache has them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FeedFactAttribute : FactAttribute
{
    private const string Host = "api.nuget.org";

    public FeedFactAttribute() => Skip = MissingReason;

    /// <summary>Why nothing can be packed here; null where it can.</summary>
    internal static string? MissingReason { get; } = FindMissing();

    private static string? FindMissing()
    {
        var versions = XElement.Load(Repository.PathOf("Directory.Packages.props"))
            .Descendants("ItemGroup").Where(group => (string?)group.Attribute("Label") is "Libraries" or "Analysis" or "Packing")
            .Elements("PackageVersion");
        var missing = versions.FirstOrDefault(package => !Directory.Exists(
            Path.Combine(Workspace.Cache, ((string)package.Attribute("Include")!).ToLowerInvariant(), (string)package.Attribute("Version")!)));
        return missing is null || CanReach() ? null : $"{(string)missing.Attribute("Include")!} is not in the cache of packages, and {Host} cannot be reached.";
    }

    private static bool CanReach()
    {
        try
        {
            using var client = new TcpClient();
            return client.ConnectAsync(Host, 443).Wait(TimeSpan.FromSeconds(5));
        }
        catch (AggregateException)
        {
            return false;
        }
    }
}
