using System.Diagnostics;
using System.Text.Json;
using DataflowSync.Perf.Measuring;
using DataflowSync.Perf.Providing;

namespace DataflowSync.Perf.Profiles;

/// <summary>The parent's side of a process that serves at many addresses.</summary>
internal sealed class ManyProviders(Process process, IReadOnlyList<ServedCatalog> catalogs) : IAsyncDisposable
{
    public IReadOnlyList<ServedCatalog> Catalogs => catalogs;

    public static async Task<ManyProviders> StartAsync(int addresses, int items, CancellationToken cancellationToken)
    {
        var process = ContenderProcess.Start(["providers", $"{addresses}", $"{items}"], start => start.RedirectStandardInput = true);
        var served = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The providers' process ended.");
        return new ManyProviders(process, JsonSerializer.Deserialize<ServedCatalog[]>(served)!);
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
