using System.Reflection;
using Snapshooter;
using Snapshooter.Xunit;
using Xunit.Sdk;

namespace DataflowSync.Tests.Shared;

/// <summary>Compares a text with the one somebody approved. The only place that knows what keeps and compares snapshots.</summary>
internal static class Approved
{
    /// <summary>The project's directory: told by its build, for paths in debug information may be mapped to others.</summary>
    private static readonly string Home = typeof(Approved).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "ProjectDirectory").Value!;

    /// <summary>Compares, strictly.</summary>
    /// <param name="name">Name of the snapshot.</param>
    /// <param name="text">What there is now.</param>
    /// <exception cref="XunitException">It is not what was approved, or nothing was.</exception>
    public static void Match(string name, string text)
    {
        try
        {
            Snapshot.Match((object)text, new SnapshotFullName($"{name}.snap", Home));
        }
        catch (Exception exception)
        {
            throw new XunitException(
                $"{name}: {exception.Message}\nCompare {MismatchOf(name)}\n   with {FileOf(name)}; move the one over the other to approve it.", exception);
        }
    }

    /// <summary>Where the approved text of a name is, or would be.</summary>
    public static string FileOf(string name) => Path.Combine(Home, "__snapshots__", $"{name}.snap");

    /// <summary>Where a text that is not as approved is put.</summary>
    public static string MismatchOf(string name) => Path.Combine(Home, "__snapshots__", "__mismatch__", $"{name}.snap");
}
