namespace DataflowSync.Cli.Watching.Screen;

/// <summary>How a text is set off where there are colours. It says nothing that the text does not.</summary>
internal enum Tone
{
    Plain,
    Quiet,
    Strong,
    Accent,
    Good,
    Warning,
    Bad,
}
