namespace DataflowSync.Xtream.Http;

/// <summary>The HTTP clients of one source that lives without a container.</summary>
internal sealed class PrivateHttpClientFactory(XtreamOptions options) : IHttpClientFactory, IDisposable
{
    private readonly SocketsHttpHandler _handler = XtreamHttpHandler.Create(options);

    public HttpClient CreateClient(string name)
    {
        var client = new HttpClient(_handler, disposeHandler: false);
        XtreamHttpHandler.Configure(client);
        return client;
    }

    public void Dispose() => _handler.Dispose();
}
