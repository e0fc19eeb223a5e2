using System.Net;
using System.Text.Json;
using DataflowSync.Perf.Providing;
using DataflowSync.Testing;

namespace DataflowSync.Perf.Profiles;

/// <summary>The child's side: one list of movies at many loopback addresses, for an engine takes turns at one. It ends with its standard input.</summary>
internal static class ProvidersRun
{
    public static async Task<int> RunAsync(int addresses, int items, CancellationToken cancellationToken)
    {
        await using var provider = await FakeProvider.StartAsync(new CatalogSetup(items).ToOptions(), cancellationToken);
        var movies = await CannedList.RenderAsync(provider, cancellationToken);
        CannedServer[] servers = [.. Enumerable.Range(1, addresses).Select(last =>
            new CannedServer(new IPAddress([127, 0, 0, (byte)last])) { Served = (provider, movies) })];
        foreach (var server in servers)
        {
            _ = server.RunAsync(cancellationToken);
        }

        Console.WriteLine(JsonSerializer.Serialize(servers.Select(server => new ServedCatalog(
            server.BaseAddress.AbsoluteUri, provider.Username, provider.Password, movies.Bytes, movies.Rows))));
        await Console.In.ReadLineAsync(cancellationToken);
        Array.ForEach(servers, server => server.Dispose());
        return 0;
    }
}
