using System.ComponentModel.DataAnnotations;
using DataflowSync.Hosting;
using DataflowSync.Server.Catalogs;
using DataflowSync.Server.Faults;
using DataflowSync.Server.Monitoring;
using DataflowSync.Server.Page;
using DataflowSync.Server.Profiles;
using DataflowSync.Server.Progress;
using DataflowSync.Server.Runs;
using DataflowSync.Server.Security;
using DataflowSync.Server.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataflowSync.Server;

/// <summary>Makes the server: profiles, syncs, live progress, history, catalogs, health and metrics over HTTP.</summary>
public static class DataflowServer
{
    /// <summary>
    /// Makes a server that has read its profiles and is ready to be started. Stopped, it ends its streams, and the syncs that run end as
    /// cancelled, within the host's time to shut down; signals are its caller's. Nothing of the environment or of a settings file changes what is asked for here.
    /// </summary>
    /// <param name="options">Where and what to serve.</param>
    /// <param name="configure">Sets how the engine, the provider and the scheduler work; null for the defaults.</param>
    /// <param name="logging">Sets where the log goes; null for nowhere.</param>
    /// <returns>The server. Disposing it frees its directory of profiles.</returns>
    /// <exception cref="ValidationException">An option is not valid; its message names it and repeats no value.</exception>
    /// <exception cref="InvalidDataException">The profiles cannot be read: the file is damaged. It is left as it is.</exception>
    /// <exception cref="NotSupportedException">A newer version of this software wrote the profiles.</exception>
    /// <exception cref="IOException">A directory cannot be used, or another server uses the same profiles.</exception>
    /// <exception cref="UnauthorizedAccessException">A file or directory may not be used by this process.</exception>
    public static WebApplication Create(
        ServerOptions options, Action<DataflowSyncOptions>? configure = null, Action<ILoggingBuilder>? logging = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Build(options, configure, builder => logging?.Invoke(builder.Logging));
    }

    /// <summary>As <see cref="Create"/>, with all of the builder to be set.</summary>
    internal static WebApplication Build(ServerOptions options, Action<DataflowSyncOptions>? configure, Action<WebApplicationBuilder> host)
    {
        var settings = ServerSettings.Read(options);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        host(builder);
        Services.Add(builder, settings, configure);
        var app = builder.Build();
        try
        {
            app.Services.GetRequiredService<ProfileStore>().Load();
        }
        catch
        {
            ((IDisposable)app).Dispose();
            throw;
        }

        app.UseMiddleware<FaultHandling>();
        app.UseStatusCodePages(context => Problems.WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
        app.UseMiddleware<HostCheck>();
        app.UseMiddleware<CrossSiteCheck>();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseMiddleware<KeyCheck>();
        app.UseRequestTimeouts();
        MonitoringEndpoints.Map(app);
        var api = app.MapGroup("/api").WithProblems(400, 401, 403, 429);
        ProfileEndpoints.Map(api);
        RunEndpoints.Map(api);
        ProgressEndpoints.Map(api);
        CatalogEndpoints.Map(api);
        SessionEndpoints.Map(api);
        PageEndpoints.Map(app);
        return app;
    }
}
