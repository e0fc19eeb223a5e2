namespace DataflowSync.Crash.Tests.PowerLoss;

/// <summary>
/// A disk of which is known what lasts and what waits for a flush. A file's flush makes its content last and not its name; a
/// directory's flush the names in it and no content.
/// </summary>
internal sealed class Platter
{
    private const int Folder = 0;

    private readonly Dictionary<int, PlatterFile> _files = [];
    private readonly Dictionary<string, int> _names = [];
    private readonly List<DiskOperation> _pending = [];

    /// <param name="lasting">What lasts.</param>
    public Platter(Tree lasting)
    {
        foreach (var directory in lasting.Directories)
        {
            _names.Add(directory, Folder);
        }

        foreach (var (name, file) in lasting.Files)
        {
            _files.Add(_names[name] = _files.Count + 1, new PlatterFile(file));
        }

        Names = NumbersOf(_names);
    }

    /// <summary>The files that last, by name, with the numbers by which a recording knows them.</summary>
    public IReadOnlyDictionary<string, int> Names { get; }

    /// <summary>Operations on names that are not flushed.</summary>
    public int PendingNames => _pending.Count;

    /// <summary>Whether anything of files or names is not flushed.</summary>
    public bool HasPending => _pending.Count > 0 || _files.Values.Any(file => file.HasPending);

    public void Do(DiskOperation operation)
    {
        if (operation.Kind == OperationKind.MakeFile)
        {
            _files.Add(operation.File, new PlatterFile(new TreeFile([], null)));
        }

        switch (operation.Kind)
        {
            case OperationKind.FlushFile:
                _files[operation.File].Flush();
                break;

            case OperationKind.FlushDirectory:
                foreach (var change in _pending.Where(change => DirectoryOf(change.Path) == operation.Path).ToList())
                {
                    Apply(change, _names, keepsOldName: false);
                    _pending.Remove(change);
                }

                break;

            case var _ when operation.IsOfNames:
                _pending.Add(operation);
                break;

            default:
                _files[operation.File].Add(operation);
                break;
        }
    }

    /// <summary>The numbers of the files as they are named while the power is there.</summary>
    public IReadOnlyDictionary<string, int> CurrentNames() => NumbersOf(NamesAfter(Loss.Nothing, new Random(0)));

    /// <summary>What is found when the power is back.</summary>
    /// <returns>The tree, and the number of the file of each name.</returns>
    public (Tree Tree, IReadOnlyDictionary<string, int> Names) After(Loss loss)
    {
        var random = new Random(loss.Seed);
        var names = NamesAfter(loss, random);
        var tree = new Tree();
        foreach (var (name, number) in names.Where(name => IsReachable(name.Key, names)).OrderBy(name => name.Key, StringComparer.Ordinal))
        {
            if (number == Folder)
            {
                tree.Directories.Add(name);
            }
            else
            {
                tree.Files.Add(name, _files[number].After(loss.Data, random));
            }
        }

        return (tree, NumbersOf(names));
    }

    private static bool IsReachable(string name, Dictionary<string, int> names)
    {
        for (var directory = DirectoryOf(name); directory != "."; directory = DirectoryOf(directory))
        {
            if (!names.ContainsKey(directory))
            {
                return false;
            }
        }

        return true;
    }

    private static string DirectoryOf(string path) => Path.GetDirectoryName(path) is { Length: > 0 } directory ? directory : ".";

    private static Dictionary<string, int> NumbersOf(Dictionary<string, int> names) =>
        names.Where(name => name.Value != Folder).ToDictionary(name => name.Key, name => name.Value);

    private static void Apply(DiskOperation change, Dictionary<string, int> names, bool keepsOldName)
    {
        switch (change.Kind)
        {
            case OperationKind.MakeDirectory:
                names[change.Path] = Folder;
                break;

            case OperationKind.MakeFile:
                names[change.Path] = change.File;
                break;

            case OperationKind.Rename:
                if (!keepsOldName)
                {
                    names.Remove(change.Path);
                }

                names[change.To] = change.File;
                break;

            case OperationKind.MoveDirectory:
                foreach (var (name, number) in names.Where(name => IsIn(name.Key, change.Path)).ToList())
                {
                    names.Remove(name);
                    names[change.To + name[change.Path.Length..]] = number;
                }

                break;

            default:
                names.Remove(change.Path);
                break;
        }
    }

    private static bool IsIn(string name, string directory) =>
        name == directory || name.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private Dictionary<string, int> NamesAfter(Loss loss, Random random)
    {
        var names = new Dictionary<string, int>(_names);
        for (var i = 0; i < _pending.Count; i++)
        {
            if (loss.Names switch
            {
                NameLoss.None => true,
                NameLoss.All => false,
                NameLoss.Later => i < loss.Seed,
                _ => random.Next(2) == 0,
            })
            {
                Apply(_pending[i], names, keepsOldName: loss.Names == NameLoss.Random && random.Next(8) == 0);
            }
        }

        return names;
    }
}
