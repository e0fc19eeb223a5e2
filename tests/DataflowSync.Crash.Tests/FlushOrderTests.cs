namespace DataflowSync.Crash.Tests;

/// <summary>
/// A killed process loses nothing it has written; a power loss may lose all that was not flushed, and renames in any order.
/// So nothing may be named before it lasts, and nothing removed before what replaces it lasts.
/// </summary>
public sealed class FlushOrderTests(Rehearsals rehearsals) : IClassFixture<Rehearsals>
{
    [Theory]
    [InlineData(Change.First)]
    [InlineData(Change.Delta)]
    [InlineData(Change.Rebuild)]
    public void Every_file_lasts_before_it_is_named_and_every_name_before_something_counts_on_it(Change change)
    {
        var moments = rehearsals[change].Moments.ToList();
        var published = 0;
        for (var i = 0; i < moments.Count; i++)
        {
            if (moments[i].StartsWith("before rename", StringComparison.Ordinal))
            {
                AssertIsFlushed(moments[..i], FileOf(moments[i]));
            }

            if (moments[i].StartsWith("before rename pointer.json#", StringComparison.Ordinal))
            {
                AssertNamesLast(moments[..i]);
                published++;
            }

            if (moments[i].StartsWith("before unlink", StringComparison.Ordinal))
            {
                AssertNamesLast(moments[..i]);
            }
        }

        AssertNamesLast(moments);
        Assert.Equal(change == Change.First ? 2 : 1, published);
    }

    [Fact]
    public async Task What_an_unflushed_swap_superseded_is_removed_behind_a_flush_only()
    {
        using var workspace = rehearsals[Change.Rebuild].Template.Copy();
        await workspace.Host(new Fault("before flush directory#2", _ => false).Check).RunAsync();
        var recording = new Recording();
        var superseded = workspace.Files().Length;

        await workspace.Host(new Fault("before flush directory#1", _ => false).Check).RunAsync();
        Assert.Equal(superseded, workspace.Files().Length);

        await workspace.Host(recording.Add).RunAsync();
        var moments = recording.Moments.ToList();
        var flushed = moments.FindIndex(moment => moment.StartsWith("after flush directory", StringComparison.Ordinal));
        Assert.InRange(flushed, 0, moments.FindIndex(moment => moment.StartsWith("before unlink", StringComparison.Ordinal)));
        await CatalogAssert.IsCleanAsync(workspace, workspace.After);
    }

    /// <summary>The file that is about to get its name was flushed, and nothing was written to it since.</summary>
    private static void AssertIsFlushed(List<string> past, string name)
    {
        var flushed = past.FindLastIndex(moment => moment.StartsWith($"after flush {name}.tmp#", StringComparison.Ordinal));
        var written = past.FindLastIndex(moment => moment.StartsWith($"before write {name}.tmp#", StringComparison.Ordinal));
        Assert.True(flushed >= 0 && flushed > written, $"{name} is named unflushed");
    }

    /// <summary>The directory was flushed since the last rename.</summary>
    private static void AssertNamesLast(List<string> past)
    {
        var renamed = past.FindLastIndex(moment => moment.StartsWith("after rename", StringComparison.Ordinal));
        var flushed = past.FindLastIndex(moment => moment.StartsWith("before flush directory", StringComparison.Ordinal));
        Assert.True(flushed > renamed, $"'{past[renamed]}' is counted on, but does not last");
    }

    private static string FileOf(string moment) => moment["before rename ".Length..moment.LastIndexOf('#')];
}
