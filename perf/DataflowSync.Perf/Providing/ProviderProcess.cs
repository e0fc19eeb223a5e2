using System.Diagnostics;
using System.Text.Json;
using DataflowSync.Perf.Measuring;

namespace DataflowSync.Perf.Providing;

/// <summary>The parent's side: the provider in a process of its own, so that its CPU and memory are nobody's. It ends with its standard input.</summary>
internal sealed class ProviderProcess : IAsyncDisposable
{
    private readonly Process _process = ContenderProcess.Start(["provider"], start => start.RedirectStandardInput = true);
    private (CatalogSetup Setup, ServedCatalog Catalog)? _served;

    public async Task<ServedCatalog> ServeAsync(CatalogSetup setup, CancellationToken cancellationToken)
    {
        if (_served is { } served && served.Setup == setup)
        {
            return served.Catalog;
        }

        await _process.StandardInput.WriteLineAsync(setup.ToLine().AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        var answer = await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The provider's process ended.");
        var catalog = JsonSerializer.Deserialize<ServedCatalog>(answer)!;
        _served = (setup, catalog);
        return catalog;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
