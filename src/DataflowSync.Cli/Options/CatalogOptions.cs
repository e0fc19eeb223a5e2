using System.CommandLine;
using DataflowSync.LiteDb;

namespace DataflowSync.Cli.Options;

/// <summary>Which store and which profile: the options of every command that touches a catalog.</summary>
internal sealed class CatalogOptions
{
    private readonly Option<string> _store = new("--store")
    {
        Description = "Kind of store: litedb.",
        HelpName = "SPEC",
        DefaultValueFactory = _ => "litedb",
    };

    private readonly Option<string> _data = new Option<string>("--data")
    {
        Description = "Directory of the catalogs.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "catalogs",
    }.NotBlank();

    private readonly Option<string> _profile = new("--profile")
    {
        Description = "Local name of the profile: letters, digits, '.', '_' and '-', at most 64.",
        HelpName = "ID",
        Required = true,
    };

    public void AddTo(Command command)
    {
        command.Add(_profile);
        AddStoreTo(command);
    }

    /// <summary>For a command about all profiles.</summary>
    public void AddStoreTo(Command command)
    {
        command.Add(_data);
        command.Add(_store);
    }

    public ProfileId Profile(ParseResult result) => ProfileNames.Read(result.GetRequiredValue(_profile));

    public ICatalogStore OpenStore(ParseResult result) => new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = DataDirectory(result) });

    /// <summary>Where the catalogs are, in the one store there is.</summary>
    public string DataDirectory(ParseResult result) => result.GetValue(_store) == "litedb"
        ? result.GetRequiredValue(_data)
        : throw new UsageException("--store: not a store this version knows; use litedb.");
}
