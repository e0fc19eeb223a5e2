using Microsoft.Extensions.Hosting;

namespace DataflowSync.Server.Setup;

/// <summary>Leaves signals to whoever started the server, and stops it: the tool has rules of its own for them.</summary>
internal sealed class CallersLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
