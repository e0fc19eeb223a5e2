using System.Text.Json.Nodes;
using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.LiteDb;
using FsCheck;
using FsCheck.Xunit;

namespace DataflowSync.EndToEnd.Tests;

/// <summary>Random lives of a catalog at a provider that fails at random. A failing seed is printed and can be given to the method as it is.</summary>
public sealed class RandomCatalogTests
{
    private const int Attempts = 4;

    [Property(MaxTest = 30)]
    public async Task Whatever_happens_a_step_publishes_the_providers_list_or_leaves_what_was_there(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var rebuildBelow = random.Next(2) * 1_000;
        await using var fixture = await SyncFixture.StartAsync(
            provider => RandomWorld.Shape(random, provider),
            engine =>
            {
                engine.Retries = Attempts - 1;
                engine.MaxRetryAfter = TimeSpan.Zero;
                engine.BatchSize = 1 + random.Next(100);
                engine.GuardMaxLossCount = 20;
            },
            files: files => files.RebuildBelow = rebuildBelow);
        var published = Documents.Datasets.ToDictionary(dataset => dataset, _ => new List<JsonObject>());
        for (var round = 0; round < 3; round++)
        {
            foreach (var dataset in Documents.Datasets)
            {
                RandomWorld.Change(random, fixture.Catalog[dataset]);
                RandomWorld.Disturb(random, fixture.Provider.Faults, dataset);
            }

            var report = await CheckRunAsync(fixture, published);
            fixture.Provider.Faults.Clear();
            if (random.Next(3) == 0)
            {
                fixture.Restart();
            }

            var again = await CheckRunAsync(fixture, published);
            foreach (var (step, before) in again.Steps.Zip(report.Steps).Where(pair => pair.Second.Status == StepStatus.Completed))
            {
                Assert.Equal((StepStatus.Completed, 1), (step.Status, step.Attempts));
                Assert.Equal((0, 0, 0, step.Items), (step.Added, step.Updated, step.Removed, step.Unchanged));
                Assert.Equal((before.Received, before.Duplicates), (step.Received, step.Duplicates));
            }
        }

        Assert.Empty(await new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = fixture.Data }).VerifyAsync(SyncFixture.Profile));
    }

    /// <summary>Syncs, compares report and catalog with what they should be, and brings the model up to date.</summary>
    private static async Task<SyncReport> CheckRunAsync(SyncFixture fixture, Dictionary<string, List<JsonObject>> published)
    {
        var report = await fixture.SyncAsync();
        foreach (var step in report.Steps)
        {
            var list = fixture.Catalog[step.Name];
            var before = published[step.Name].Count;
            if (step.Status == StepStatus.Completed)
            {
                published[step.Name] = Documents.Parse(list.ExpectedDocuments());
                Assert.Equal((list.CountRows(), 0), (step.Received, step.Discarded));
                Assert.Equal(list.CountRows() - list.Count, step.Duplicates);
            }
            else
            {
                Assert.True(step.Status is StepStatus.Guarded || step is { Status: StepStatus.Failed, Error.IsRetryable: true, Attempts: Attempts }, $"{step}");
            }

            Assert.Equal(before + step.Added - step.Removed, step.Items);
            Documents.AssertEqual(step.Name, published[step.Name], await fixture.ExportAsync(step.Name));
        }

        return report;
    }
}
