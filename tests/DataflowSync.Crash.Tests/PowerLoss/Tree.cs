using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DataflowSync.Crash.Tests.PowerLoss;

/// <summary>Directories and files as they are found after something went wrong; paths are relative, and in order.</summary>
internal sealed class Tree
{
    public SortedSet<string> Directories { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, TreeFile> Files { get; } = new(StringComparer.Ordinal);

    public static Tree Read(string root)
    {
        var tree = new Tree();
        tree.Directories.UnionWith(Directory.GetDirectories(root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, path)));
        foreach (var path in Directory.GetFiles(root, "*", SearchOption.AllDirectories))
        {
            tree.Files.Add(Path.GetRelativePath(root, path), new TreeFile(ContentOf(path), File.GetLastWriteTimeUtc(path)));
        }

        return tree;
    }

    /// <summary>Makes it real.</summary>
    public void WriteTo(string root)
    {
        foreach (var directory in Directories)
        {
            Directory.CreateDirectory(Path.Combine(root, directory));
        }

        foreach (var (name, file) in Files)
        {
            File.WriteAllBytes(Path.Combine(root, name), file.Content);
            if (file.WrittenAt is { } time)
            {
                File.SetLastWriteTimeUtc(Path.Combine(root, name), time);
            }
        }
    }

    /// <summary>Tells trees apart by their names and by the files whose content counts.</summary>
    public string Key(Func<string, bool> counts)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', Directories)));
        foreach (var (name, file) in Files)
        {
            sum.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\n{name}\n")));
            if (counts(name))
            {
                sum.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file.Content.Length} {file.WrittenAt:O}\n")));
                sum.AppendData(file.Content);
            }
        }

        return Convert.ToHexString(sum.GetHashAndReset());
    }

    /// <summary>Zeros for a file that its owner locked: the mark of a profile's lock is its length alone.</summary>
    private static byte[] ContentOf(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (IOException)
        {
            return new byte[new FileInfo(path).Length];
        }
    }
}
