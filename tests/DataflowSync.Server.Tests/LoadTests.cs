using System.Net;
using DataflowSync.Server.Tests.Setup;

namespace DataflowSync.Server.Tests;

/// <summary>Many clients at once, small; the large one measures and is run by hand.</summary>
public sealed class LoadTests
{
    [Fact]
    public async Task Many_watch_and_many_read_during_a_sync_and_nobody_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        Assert.Equal("Completed", await server.SyncAsync());
        server.Provider.Catalog.Movies.Change(200);
        server.Provider.Catalog.Series.InsertAtTop(10);
        var streams = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => server.WatchAsync(i % 2 == 0 ? "/api/progress" : "/api/profiles/home/progress")));
        foreach (var stream in streams)
        {
            stream.Events.Clear();
        }

        (await server.PostAsync("/api/profiles/home/sync")).Expect(202);
        string[] paths = ["/movies/items?take=20", "/series/items?take=20", "/channels/items?take=20", "/movies/categories", ""];
        var readers = Enumerable.Range(0, 8).Select(async reader =>
        {
            for (var i = 0; i < 50; i++)
            {
                var answer = await server.GetAsync($"/api/profiles/home/catalog{paths[(reader + i) % paths.Length]}");
                Assert.Equal(HttpStatusCode.OK, answer.Status);
                Assert.True(answer.Json["version"]!.GetValue<long>() > 0);
            }
        }).ToList();

        Assert.All(await Task.WhenAll(streams.Select(stream => stream.EndOfRunAsync())), status => Assert.Equal("Completed", status));
        await Task.WhenAll(readers);
        Assert.All(streams, stream => Assert.True(stream.Events.Select(step => step["progress"]!.GetValue<int>()).SequenceEqual(
            stream.Events.Select(step => step["progress"]!.GetValue<int>()).Order())));
        foreach (var stream in streams)
        {
            await stream.DisposeAsync();
        }
    }
}
