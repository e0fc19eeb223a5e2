using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DataflowSync.Hosting.Tests.Setup;

/// <summary>A key vault.</summary>
internal sealed class Vault : IProfileCredentials
{
    public ConcurrentDictionary<string, ProfileCredentials> Credentials { get; } = new();

    public Exception? Fault { get; set; }

    public static Vault Of(IHost host) => (Vault)host.Services.GetRequiredService<IProfileCredentials>();

    public async ValueTask<ProfileCredentials?> GetAsync(SyncProfile profile, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return Fault is null ? Credentials.GetValueOrDefault(profile.Id.Value) : throw Fault;
    }
}
