using System.Text.RegularExpressions;

namespace DataflowSync.CrashHost;

/// <summary>What is in a profile's directory, against what the pointer names.</summary>
internal static partial class ProfileFiles
{
    public static readonly string[] Fixed = ["history.json", "pointer.json", "sync.lock"];

    /// <summary>Names of the files there are; none where there is no profile.</summary>
    public static string[] Found(string dataDirectory)
    {
        var directory = Path.Combine(dataDirectory, SyncHost.Profile);
        return Directory.Exists(directory) ? [.. Directory.GetFiles(directory).Select(path => Path.GetFileName(path)).Order()] : [];
    }

    /// <summary>Names of the data files the pointer counts on, with their sums.</summary>
    public static string[] Published(string dataDirectory)
    {
        var pointer = Path.Combine(dataDirectory, SyncHost.Profile, "pointer.json");
        return File.Exists(pointer) ? NamedBy(File.ReadAllText(pointer)) : [];
    }

    /// <summary>Names of the data files a pointer counts on, with their sums.</summary>
    public static string[] NamedBy(string pointer) =>
        [.. Names().Matches(pointer).Select(match => match.Groups[1].Value).SelectMany(name => new[] { name, name + ".sums" })];

    [GeneratedRegex("\"name\": \"([^\"]+)\"")]
    private static partial Regex Names();
}
