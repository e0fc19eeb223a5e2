using DataflowSync.CrashHost.Storm;
using Xunit.Abstractions;

namespace DataflowSync.Crash.Tests;

/// <summary>What a small sync, killed at each of its operations, does not show: a large one, killed wherever it just is.</summary>
public sealed class StormTests(ITestOutputHelper output)
{
    private const int Kills = 20;

    [Fact]
    public async Task Killed_at_random_moments_of_a_large_sync_the_old_or_the_new_catalog_is_there_and_the_next_run_converges()
    {
        using var storm = new KillStorm(items: 200_000, seed: Random.Shared.Next(), output.WriteLine);

        await storm.RunAsync(Kills);

        Assert.Equal(Kills, storm.Killed);
    }
}
