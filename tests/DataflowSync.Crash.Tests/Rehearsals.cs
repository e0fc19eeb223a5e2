namespace DataflowSync.Crash.Tests;

/// <summary>A workspace for each kind of change, and the moments of its sync: made once for a class of tests, to be copied.</summary>
public sealed class Rehearsals : IAsyncLifetime
{
    private readonly List<Rehearsal> _all = [];

    internal IReadOnlyList<Rehearsal> All => _all;

    internal Rehearsal this[Change change] => _all.Single(rehearsal => rehearsal.Change == change);

    public async Task InitializeAsync()
    {
        foreach (var change in Enum.GetValues<Change>())
        {
            var template = await Workspace.PrepareAsync(change, withSide: true);
            _all.Add(new Rehearsal(change, template, await template.RehearseAsync()));
        }
    }

    public Task DisposeAsync()
    {
        _all.ForEach(rehearsal => rehearsal.Template.Dispose());
        return Task.CompletedTask;
    }
}
