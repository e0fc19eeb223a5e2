namespace DataflowSync.Server.Tests.Setup;

/// <summary>A server with a profile that was synced, for all tests of a class that only read.</summary>
public sealed class SyncedServer : IAsyncLifetime
{
    internal RunningServer Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await RunningServer.StartAsync();
        await Server.AddProfileAsync();
        Assert.Equal("Completed", await Server.SyncAsync());
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
