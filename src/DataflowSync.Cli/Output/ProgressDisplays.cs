namespace DataflowSync.Cli.Output;

/// <summary>Chooses the display.</summary>
internal static class ProgressDisplays
{
    /// <param name="mode">auto, plain, ndjson or none.</param>
    public static IProgressDisplay Create(string mode) => mode switch
    {
        "none" => new NoDisplay(),
        "ndjson" => new NdjsonDisplay(Console.Error),
        "plain" => new PlainDisplay(Console.Error),
        _ => Console.IsErrorRedirected ? new PlainDisplay(Console.Error) : new LiveDisplay(TimeProvider.System),
    };
}
