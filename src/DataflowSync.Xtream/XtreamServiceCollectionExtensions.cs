using DataflowSync.Xtream.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DataflowSync.Xtream;

/// <summary>Registers the HTTP client of Xtream sources.</summary>
public static class XtreamServiceCollectionExtensions
{
    /// <summary>
    /// Registers a named HTTP client as Xtream sources need it: no redirects, cookies or overall timeout, and none of the default
    /// loggers, which print addresses with credentials. Handlers of your own can be added to it; they see addresses with credentials
    /// too. Sources unpack the answers themselves; a handler that does it before them does no harm.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">Name of the client, as given to the sources.</param>
    /// <param name="options">How providers are asked; null for the defaults.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
    public static IHttpClientBuilder AddXtreamHttpClient(
        this IServiceCollection services,
        string name = XtreamSource.DefaultHttpClientName,
        XtreamOptions? options = null)
    {
        var frozen = (options ?? new XtreamOptions()).Freeze();
        return Add(services, name, _ => frozen);
    }

    /// <summary>
    /// As <see cref="AddXtreamHttpClient(IServiceCollection, string, XtreamOptions?)"/>, under the default name and with options that the
    /// container knows.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="options">Gives the options whenever the client needs a new handler, which fails where one is out of its range.</param>
    public static IHttpClientBuilder AddXtreamHttpClient(this IServiceCollection services, Func<IServiceProvider, XtreamOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Add(services, XtreamSource.DefaultHttpClientName, provider => options(provider).Freeze());
    }

    private static IHttpClientBuilder Add(IServiceCollection services, string name, Func<IServiceProvider, XtreamOptions> options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return services.AddHttpClient(name)
            .RemoveAllLoggers()
            .ConfigureHttpClient(XtreamHttpHandler.Configure)
            .ConfigurePrimaryHttpMessageHandler(provider => XtreamHttpHandler.Create(options(provider)));
    }
}
