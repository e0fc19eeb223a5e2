using System.CommandLine;
using DataflowSync.Cli;
using DataflowSync.Cli.Commands;

InterruptSignal.Hear();
var root = new RootCommand("""
    Brings IPTV provider catalogs (Xtream player_api.php) into a local document store, again and again.

    Examples:
      dataflowsync demo
      DATAFLOWSYNC_PASSWORD=secret dataflowsync sync --url http://host:8080 --username me --profile home --data catalogs
      dataflowsync export --profile home --data catalogs --kind movies > movies.ndjson
      dataflowsync serve --data catalogs
      dataflowsync watch
    """)
{
    DemoCommand.Create(),
    SyncCommand.Create(),
    CheckCommand.Create(),
    StatusCommand.Create(),
    ExportCommand.Create(),
    VerifyCommand.Create(),
    ProfilesCommand.Create(),
    ForgetCommand.Create(),
    ServeCommand.Create(),
    WatchCommand.Create(),
    ProviderCommand.Create(),
};

return await CommandRunner.RunAsync(root, args).ConfigureAwait(false);
