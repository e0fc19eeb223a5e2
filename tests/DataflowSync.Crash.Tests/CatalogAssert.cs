using DataflowSync.CrashHost;
using DataflowSync.LiteDb;

namespace DataflowSync.Crash.Tests;

/// <summary>What has to hold of a data directory.</summary>
internal static class CatalogAssert
{
    /// <summary>A reader who comes now finds exactly these documents, in order, and nothing damaged.</summary>
    public static async Task ShowsAsync(Workspace workspace, Func<string, Lists> expected)
    {
        var store = new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = workspace.Data });
        foreach (var step in workspace.After.Steps.Keys)
        {
            Assert.Equal(expected(step).Documents(step), await ReadAsync(store, step));
        }

        try
        {
            Assert.Empty(await store.VerifyAsync(SyncHost.Profile));
            Assert.NotNull(await store.GetStatusAsync(SyncHost.Profile));
        }
        catch (UnknownProfileException)
        {
            Assert.All(workspace.After.Steps.Keys, step => Assert.Empty(expected(step).Documents(step)));
        }
    }

    /// <summary>The same, and nothing is left over.</summary>
    public static async Task IsCleanAsync(Workspace workspace, Lists expected)
    {
        await ShowsAsync(workspace, _ => expected);
        HoldsOnlyWhatIsPublished(workspace);
        Assert.Empty(ProfileFiles.Fixed.Except(workspace.Files()));
    }

    public static void HoldsOnlyWhatIsPublished(Workspace workspace)
    {
        var published = ProfileFiles.Published(workspace.Data);
        var found = workspace.Files();
        Assert.Empty(Directory.Exists(workspace.Data) ? Directory.GetDirectories(workspace.Data).Select(path => Path.GetFileName(path)).Except([SyncHost.Profile]) : []);
        Assert.Empty(found.Except([.. published, .. ProfileFiles.Fixed]));
        Assert.Empty(published.Except(found));
    }

    /// <summary>The same engine, or the next one, completes the sync, and after it there is nothing to do.</summary>
    public static async Task ConvergesAsync(Workspace workspace, SyncHost host)
    {
        var report = await host.RunAsync();
        Assert.Equal(SyncStatus.Completed, report.Status);
        Assert.All(report.Steps, step => Assert.Empty(step.Warnings));
        await IsCleanAsync(workspace, workspace.After);
        var again = await host.RunAsync();
        Assert.Equal(SyncStatus.Completed, again.Status);
        Assert.All(again.Steps, step => Assert.Equal((0, 0, 0), (step.Added, step.Updated, step.Removed)));
        HoldsOnlyWhatIsPublished(workspace);
    }

    /// <summary>No file of the directory is open in this process, under a name or without one.</summary>
    public static void HoldsNothingOpen(Workspace workspace)
    {
        if (OperatingSystem.IsLinux())
        {
            var open = Directory.GetFiles("/proc/self/fd").Select(TargetOf).Where(target => target.StartsWith(workspace.Data, StringComparison.Ordinal));
            Assert.Empty(open);
        }
    }

    private static async Task<List<string>> ReadAsync(LiteDbCatalogStore store, string step)
    {
        var documents = new List<string>();
        try
        {
            await using var snapshot = await store.OpenAsync(SyncHost.Profile);
            await foreach (var item in snapshot.Dataset(step).BrowseAsync())
            {
                documents.Add($"{item.Id}|{item.GetString("name")}|{string.Join(',', item.GetList("groups"))}");
            }
        }
        catch (UnknownProfileException)
        {
            // Nothing was published or remembered yet.
        }

        return documents;
    }

    private static string TargetOf(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget ?? string.Empty;
        }
        catch (IOException)
        {
            return string.Empty; // Closed in between.
        }
    }
}
