using System.Text.Json;
using DataflowSync.LiteDb.Files;
using DataflowSync.Server.Setup;

namespace DataflowSync.Server.Profiles;

/// <summary>
/// The profiles as one small file that only the user of the process can read. It is replaced as a whole: after a crash or
/// a power loss it is the old or the new one, and the new one once the change was answered. Not thread-safe.
/// </summary>
internal sealed class ProfileFile(string directory, ServerLog log)
{
    public const string Name = "profiles.json";

    private const long MaxBytes = 128L << 20;

    private readonly string _path = Path.Combine(directory, Name);

    /// <exception cref="InvalidDataException">The file is damaged; it is left as it is.</exception>
    /// <exception cref="NotSupportedException">A newer version wrote it.</exception>
    public IReadOnlyList<StoredProfile> Read()
    {
        if (!File.Exists(_path))
        {
            return [];
        }

        if (ConfigFiles.Close(_path))
        {
            log.MadePrivate(Name);
        }

        using var stream = File.OpenRead(_path);
        try
        {
            var document = stream.Length <= MaxBytes ? JsonSerializer.Deserialize(stream, ProfileFileJson.Default.ProfileDocument) : null;
            return document switch
            {
                { FormatVersion: > ProfileDocument.Version } =>
                    throw new NotSupportedException($"A newer version of this software wrote {Name}. Use that version."),
                { FormatVersion: ProfileDocument.Version } when AreUsable(document.Profiles) => document.Profiles,
                _ => throw Damaged(),
            };
        }
        catch (JsonException)
        {
            throw Damaged();
        }
    }

    public void Write(IEnumerable<StoredProfile> profiles)
    {
        var temporary = _path + ".tmp";
        var document = new ProfileDocument
        {
            FormatVersion = ProfileDocument.Version,
            Profiles = [.. profiles.OrderBy(profile => profile.Id, StringComparer.Ordinal)],
        };
        using (var file = ConfigFiles.Create(temporary))
        {
            JsonSerializer.Serialize(file, document, ProfileFileJson.Default.ProfileDocument);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, _path, overwrite: true);
        DirectoryFlush.Flush(directory);
    }

    private static bool AreUsable(IReadOnlyList<StoredProfile> profiles)
    {
        try
        {
            return profiles.All(profile => profile is not null)
                && profiles.Select(profile => profile.ToProfile().Id).Distinct().Count() == profiles.Count;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Without the reason: it could quote what is in the file.</summary>
    private static InvalidDataException Damaged() =>
        new($"{Name} is damaged, and was left as it is: put a copy in its place, or take it away and add the profiles anew.");
}
