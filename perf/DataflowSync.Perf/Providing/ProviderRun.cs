using System.Text.Json;
using DataflowSync.Testing;

namespace DataflowSync.Perf.Providing;

/// <summary>The child's side: serves the catalog that each line of standard input describes until the next line comes.</summary>
internal static class ProviderRun
{
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var server = new CannedServer();
        _ = server.RunAsync(cancellationToken);
        while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
        {
            if (server.Served is { } last)
            {
                server.Served = null;
                await last.Provider.DisposeAsync();
                GC.Collect();
            }

            var setup = CatalogSetup.Parse(line);
            var provider = await FakeProvider.StartAsync(setup.ToOptions(), cancellationToken);
            provider.Catalog.Movies.Change(setup.Changed);
            if (setup.IsRenumbered)
            {
                provider.Catalog.Movies.Renumber();
            }

            var movies = await CannedList.RenderAsync(provider, cancellationToken);
            server.Served = (provider, movies);
            Console.WriteLine(JsonSerializer.Serialize(new ServedCatalog(
                server.BaseAddress.AbsoluteUri, provider.Username, provider.Password, movies.Bytes, movies.Rows)));
        }

        return 0;
    }
}
