using DataflowSync.LiteDb.Tests.Simulation;
using FsCheck;
using FsCheck.Xunit;

namespace DataflowSync.LiteDb.Tests;

/// <summary>Random lives of a dataset against the model. A failing seed is printed and can be given to the method as it is.</summary>
public sealed class ModelTests
{
    private const string Profile = "home";
    private const string Dataset = "movies";

    [Property(MaxTest = 60)]
    public async Task Whatever_syncs_a_catalog_lives_through_every_read_shows_the_last_one(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        using var directory = new StoreDirectory();
        var rebuildBelow = random.Next(2) == 0 ? 0 : 40;
        var overlayRatio = random.Next(3) * 0.4;
        var store = directory.Store(rebuildBelow, overlayRatio);
        var records = RecordMutations.First(random, random.Next(3) == 0 ? random.Next(8) : random.Next(120));
        for (var sync = 0; sync < 8; sync++)
        {
            await SimulatedFetch.SyncAsync(store, Profile, Dataset, records);
            if (random.Next(3) == 0)
            {
                store = directory.Store(rebuildBelow, overlayRatio);
            }

            await using (var snapshot = await store.OpenAsync(Profile))
            {
                Assert.Equal(sync + 1, snapshot.Version);
                await ModelAssert.ShowsAsync(new CatalogModel(records), snapshot.Dataset(Dataset), random);
            }

            records = RecordMutations.Next(random, records);
        }
    }
}
