namespace DataflowSync.Perf.Contenders;

/// <summary>Reads the body and drops it: what the provider and the network give at most. Knows nothing of what it read.</summary>
internal sealed class Drain : IContender
{
    private const int BufferSize = 64 << 10;

    public async Task<Fetched> RunAsync(ContenderContext context, CancellationToken cancellationToken)
    {
        await using var body = await context.OpenListAsync(cancellationToken);
        var buffer = new byte[BufferSize];
        var bytes = 0L;
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            bytes += read;
        }

        return new Fetched(0, bytes);
    }
}
