using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using DataflowSync.Cli.Watching;
using DataflowSync.Server.Security;

namespace DataflowSync.Cli.Options;

/// <summary>Which server is watched, and how it is shown.</summary>
internal sealed class WatchOptionSet
{
    private readonly Option<string> _url = new Option<string>("--url")
    {
        Description = "Address of the server.",
        HelpName = "URL",
        DefaultValueFactory = _ => "http://127.0.0.1:8080",
    }.NotBlank();

    private readonly Option<string?> _key = new Option<string?>("--api-key-file")
    {
        Description = "File with the key of the server, as 'serve' takes it: chmod 600.",
        HelpName = "FILE",
    }.NotBlank();

    private readonly Option<string[]> _profiles = new("--profile")
    {
        Description = "Show this profile alone. Repeatable.",
        HelpName = "ID",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> _once = new("--once") { Description = "Print how it stands now, and end; exit code 1 if the server cannot be asked." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the server's events, one JSON object a line; with --once one object." };

    public void AddTo(Command command)
    {
        command.Add(_url);
        command.Add(_key);
        command.Add(_profiles);
        command.Add(_once);
        command.Add(_json);
    }

    public WatchOptions Read(ParseResult result) => new(
        ReadAddress(result.GetRequiredValue(_url)),
        ReadKey(result.GetValue(_key)),
        (result.GetValue(_profiles) ?? []).Select(name => ProfileNames.Read(name).Value).ToHashSet(StringComparer.Ordinal),
        result.GetValue(_once),
        result.GetValue(_json));

    private static Uri ReadAddress(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || address.Host.Length == 0 || address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            throw new UsageException("--url: give http://HOST:PORT, without a user name or a query.");
        }

        return new Uri(address.AbsoluteUri.TrimEnd('/') + "/");
    }

    private static string? ReadKey(string? path)
    {
        try
        {
            return path is null ? null : ApiKey.ReadText(path);
        }
        catch (ValidationException exception)
        {
            throw new UsageException($"--api-key-file: {exception.Message}");
        }
    }
}
