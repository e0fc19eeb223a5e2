namespace DataflowSync.Xtream;

/// <summary>Puts Xtream accounts into an engine.</summary>
public static class XtreamSyncEngineBuilderExtensions
{
    /// <summary>
    /// Registers a profile whose catalog comes from an Xtream account. The source behind it has an HTTP client of its own that
    /// nobody disposes, and need not: it holds nothing but connections, which close after a minute without a request. To close
    /// them at once, or to share a client, make the <see cref="XtreamSource"/> yourself and register it with
    /// <see cref="SyncEngineBuilder.AddProfile"/>. All profiles that are registered here on one builder take turns at the hosts they
    /// share: see <see cref="XtreamProviders"/>.
    /// </summary>
    /// <param name="builder">The engine's builder; its clock is used for the provider's deadlines.</param>
    /// <param name="profileId">Local name of the profile.</param>
    /// <param name="account">Address and credentials.</param>
    /// <param name="options">How to ask; null for the defaults.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
    public static SyncEngineBuilder AddXtream(
        this SyncEngineBuilder builder,
        ProfileId profileId,
        XtreamAccount account,
        XtreamOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var providers = builder.Share(() => new XtreamProviders(builder.TimeProvider));
        return builder.AddProfile(profileId, XtreamSource.Create(account, options, builder.TimeProvider, providers));
    }
}
