using System.Globalization;
using System.Text.Json;
using DataflowSync.Perf.Providing;
using DataflowSync.Testing;

namespace DataflowSync.Perf.Pace;

/// <summary>
/// The child's side: serves at a limited speed. Each line of standard input is a number of movies to change; it answers when
/// the last byte of its last list was handed to the system.
/// </summary>
internal static class PacedProviderRun
{
    private const int Megabyte = 1_000_000;

    public static async Task<int> RunAsync(int items, int megabytes, CancellationToken cancellationToken)
    {
        var options = new CatalogSetup(items).ToOptions();
        options.BytesPerSecond = (long)megabytes * Megabyte;
        await using var provider = await FakeProvider.StartAsync(options, cancellationToken);
        Console.WriteLine(JsonSerializer.Serialize(new ServedCatalog(provider.BaseAddress.AbsoluteUri, provider.Username, provider.Password, 0, 0)));
        while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
        {
            provider.Catalog.Movies.Change(int.Parse(line, CultureInfo.InvariantCulture));
            var last = provider.Requests.LastOrDefault(request => request.Action == provider.Catalog.Movies.Action);
            Console.WriteLine(last?.EndedAt?.ToString("O", CultureInfo.InvariantCulture) ?? "");
        }

        return 0;
    }
}
