using System.CommandLine;

namespace DataflowSync.Cli.Output;

/// <summary>How progress and the report are shown.</summary>
internal sealed class DisplayOptions
{
    private readonly Option<bool> _json = new("--json") { Description = "Print the report as one JSON object on standard output." };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "No progress and no text; errors are still told." };
    private readonly Option<string> _progress = new("--progress") { Description = "auto, plain, ndjson or none.", HelpName = "MODE", DefaultValueFactory = _ => "auto" };

    public void AddTo(Command command)
    {
        _progress.AcceptOnlyFromAmong("auto", "plain", "ndjson", "none");
        command.Add(_json);
        command.Add(_quiet);
        command.Add(_progress);
    }

    public IProgressDisplay Create(ParseResult result) => ProgressDisplays.Create(
        result.GetValue(_quiet) ? "none" : result.GetValue(_progress) ?? "auto");

    /// <summary>Prints the report; standard output holds nothing but the JSON object.</summary>
    public async Task PrintAsync(ParseResult result, SyncReport report, ICatalogStore store)
    {
        if (result.GetValue(_json))
        {
            StandardOutput.WriteLine(ReportJson.Write(report, await PublishedAsync(report.ProfileId, store)));
        }
        else if (!result.GetValue(_quiet))
        {
            ReportText.Write(report, Console.Error);
        }
    }

    private static async Task<IReadOnlyDictionary<string, int>> PublishedAsync(ProfileId profileId, ICatalogStore store)
    {
        try
        {
            return await PublishedItems.CountAsync(store, profileId, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A run that could not publish or save anything still has its report, and this is when it is needed.
            return new Dictionary<string, int>();
        }
    }
}
