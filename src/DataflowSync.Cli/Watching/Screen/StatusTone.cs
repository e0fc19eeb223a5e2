namespace DataflowSync.Cli.Watching.Screen;

/// <summary>The tone of a state.</summary>
internal static class StatusTone
{
    public static Tone Of(string status) => status switch
    {
        "Completed" => Tone.Good,
        "Partial" or "Guarded" or "Cancelled" => Tone.Warning,
        "Failed" => Tone.Bad,
        "Syncing" or "running" => Tone.Accent,
        _ => Tone.Quiet,
    };
}
