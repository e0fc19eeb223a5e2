using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using DataflowSync.Hosting;
using DataflowSync.Server.Catalogs;
using DataflowSync.Server.Faults;
using DataflowSync.Server.Json;
using DataflowSync.Server.Monitoring;
using DataflowSync.Server.Page;
using DataflowSync.Server.Profiles;
using DataflowSync.Server.Progress;
using DataflowSync.Server.Runs;
using DataflowSync.Server.Security;
using DataflowSync.Server.Traces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DataflowSync.Server.Setup;

/// <summary>Puts the server together.</summary>
internal static class Services
{
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(30);

    /// <summary>Seen by people, several times a second is enough; every stream is told each.</summary>
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);

    public static void Add(WebApplicationBuilder builder, ServerSettings settings, Action<DataflowSyncOptions>? configure)
    {
        var services = builder.Services;
        builder.WebHost.UseKestrelCore().ConfigureKestrel(ServerLimits.Apply);
        builder.WebHost.UseUrls([.. settings.Addresses.Select(address => address.Url)]);
        services.AddRouting();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ServerJson.Default);
            options.SerializerOptions.Converters.Add(new UtcTimeConverter());
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.RespectNullableAnnotations = true;
            options.SerializerOptions.MaxDepth = ServerLimits.JsonDepth;

            // For programs, and never sniffed for a web page.
            options.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        services.AddSingleton<IHostLifetime, CallersLifetime>();
        services.AddSingleton(settings);
        services.AddSingleton<ServerLog>();
        services.AddRequestTimeouts(options => options.DefaultPolicy = new() { Timeout = LongestRequest, TimeoutStatusCode = StatusCodes.Status504GatewayTimeout });
        RequestRates.Add(services, settings.Options);
        AddProfiles(services, settings, configure);
        services.AddSingleton<RunStarter>();
        AddWorker<ProgressBoard>(services);
        services.AddSingleton<ProgressStream>();
        AddWorker<SharedSnapshots>(services);
        ApiDocument.Add(services, settings);
        Metrics.Add(services);
        RunTraces.Add(services);
        AddPages(services);
        services.AddHealthChecks().AddDataflowSync();
    }

    private static void AddProfiles(IServiceCollection services, ServerSettings settings, Action<DataflowSyncOptions>? configure)
    {
        services.AddDataProtection()
            .SetApplicationName("DataflowSync")
            .PersistKeysToFileSystem(ConfigFiles.MakePrivate(Path.Combine(settings.ConfigDirectory, "keys")));
        services.AddSingleton<CredentialProtector>();
        services.AddSingleton<ProfileStore>();
        services.AddSingleton<ProfileChanges>();
        services.AddSingleton<ProfileDescriber>();
        services.AddDataflowSync(options =>
        {
            options.Engine.ProgressInterval = ProgressInterval;
            configure?.Invoke(options);
            options.DataDirectory = settings.DataDirectory;
        }).AddXtream().UseLiteDb().AddProfilesFrom<ProfileRegistry>().UseCredentials<StoredCredentials>();
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<KeyHolders>();
        services.AddSingleton<ReadyAnswer>();
        services.AddSingleton<PageFrame>();
        services.AddSingleton<Overview>();
    }

    private static void AddWorker<T>(IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
