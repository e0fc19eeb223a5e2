namespace DataflowSync.Hosting.Tests.Setup;

/// <summary>Counts requests.</summary>
internal sealed class CountingHandler : DelegatingHandler
{
    private int _count;

    public CountingHandler? Total { get; init; }

    public int Count => Volatile.Read(ref _count);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref Total!._count);
        return base.SendAsync(request, cancellationToken);
    }
}
