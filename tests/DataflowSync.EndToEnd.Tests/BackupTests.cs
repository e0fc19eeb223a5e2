using System.Text.Json.Nodes;
using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.LiteDb;

namespace DataflowSync.EndToEnd.Tests;

/// <summary>A profile's directory may be copied at any moment: the copy is a published catalog, or says that it is not whole.</summary>
public sealed class BackupTests
{
    private const int Syncs = 12;

    [Fact]
    public async Task A_copy_made_while_runs_publish_is_a_published_catalog_or_says_that_it_is_not_whole()
    {
        await using var fixture = await SyncFixture.StartAsync();
        var published = new HashSet<string>();
        await SyncAsync();
        var backups = Directory.CreateTempSubdirectory("dataflowsync-backup-");
        var copies = 0;
        using var done = new CancellationTokenSource();
        var copying = Task.Run(async () =>
        {
            var whole = new List<string>();
            while (!done.IsCancellationRequested)
            {
                if (await CopyAsync(Path.Combine(backups.FullName, $"{copies++}")) is { } catalog)
                {
                    whole.Add(catalog);
                }
            }

            return whole;
        });

        for (var sync = 0; sync < Syncs; sync++)
        {
            fixture.Catalog["movies"].Change(1 + sync);
            await SyncAsync();
        }

        await done.CancelAsync();
        var found = await copying.WaitAsync(SyncFixture.LongEnough);
        found.Add(await CopyAsync(Path.Combine(backups.FullName, "last")) ?? "not whole, although nothing runs");
        Assert.All(found, catalog => Assert.Contains(catalog, published));
        backups.Delete(recursive: true);

        async Task SyncAsync()
        {
            Assert.Equal(StepStatus.Completed, (await fixture.SyncStepAsync("movies")).Status);
            published.Add(Text(await fixture.ExportAsync("movies")));
        }

        // In any order, as cp does: the pointer may be older or newer than what is copied with it.
        async Task<string?> CopyAsync(string target)
        {
            var profile = Path.Combine(target, SyncFixture.Profile);
            Directory.CreateDirectory(profile);
            foreach (var file in Directory.EnumerateFiles(Path.Combine(fixture.Data, SyncFixture.Profile)))
            {
                try
                {
                    File.Copy(file, Path.Combine(profile, Path.GetFileName(file)));
                }
                catch (IOException)
                {
                    // Superseded meanwhile, or being written: verification will miss it if it is needed.
                }
            }

            var store = new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = target });
            if ((await store.VerifyAsync(SyncFixture.Profile)).Count > 0)
            {
                return null;
            }

            await using var snapshot = await store.OpenAsync(SyncFixture.Profile);
            return Text(await snapshot.Dataset("movies").BrowseAsync().Select(Documents.ToJson).ToListAsync());
        }
    }

    private static string Text(List<JsonObject> documents) => string.Join('\n', documents.Select(document => document.ToJsonString()));
}
