using System.Diagnostics;

namespace DataflowSync.Perf.Comparing;

/// <summary>The directories of one round. What nobody goes on from is removed at once: its pages are not written back in another's time.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("dataflowsync-compare-");
    private readonly Dictionary<string, string> _directories = [];

    /// <summary>Makes a scenario's directory, with what it begins with.</summary>
    public async Task<string> PrepareAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_root.FullName, $"{_directories.Count}");
        if (scenario.After is not { } before)
        {
            Directory.CreateDirectory(path);
        }
        else if (scenario.Contender == "ours")
        {
            // Published files never change: links to them do instead of copies, which the kernel would still be writing.
            using var copy = Process.Start("cp", ["-al", _directories[before], path]);
            await copy.WaitForExitAsync(cancellationToken);
        }
        else
        {
            path = _directories[before];
        }

        return _directories[scenario.Name] = path;
    }

    /// <summary>Removes the directories that no scenario behind this one begins with.</summary>
    public void Release(IReadOnlyList<Scenario> scenarios, Scenario done)
    {
        var needed = scenarios.SkipWhile(scenario => scenario != done).Skip(1).Select(scenario => scenario.After).OfType<string>()
            .Select(_directories.GetValueOrDefault).ToHashSet();
        foreach (var path in _directories.Values.Distinct().Where(path => !needed.Contains(path) && Directory.Exists(path)))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    public void Dispose() => _root.Delete(recursive: true);
}
