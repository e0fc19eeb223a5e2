namespace DataflowSync.LiteDb;

/// <summary>Puts the LiteDB store into an engine.</summary>
public static class LiteDbSyncEngineBuilderExtensions
{
    /// <summary>Keeps the catalogs in LiteDB files below a directory.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="dataDirectory">The directory; made when it is first written to.</param>
    public static SyncEngineBuilder UseLiteDb(this SyncEngineBuilder builder, string dataDirectory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseStore(new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = dataDirectory }));
    }
}
