using System.CommandLine;
using DataflowSync.Cli;
using DataflowSync.Cli.Commands;

var root = new RootCommand("Brings IPTV provider catalogs (Xtream player_api.php) into a local document store, again and again.")
{
    DemoCommand.Create(),
    SyncCommand.Create(),
    CheckCommand.Create(),
    StatusCommand.Create(),
    ExportCommand.Create(),
    VerifyCommand.Create(),
    ProfilesCommand.Create(),
    ForgetCommand.Create(),
    ProviderCommand.Create(),
};

return await CommandRunner.RunAsync(root, args).ConfigureAwait(false);
