namespace DataflowSync.Cli.Watching.Displays;

/// <summary>Ends what is written to a pipe, whose reader may be gone.</summary>
internal static class PipeEnd
{
    public static async ValueTask CloseAsync(TextWriter output)
    {
        try
        {
            await output.DisposeAsync();
        }
        catch (IOException)
        {
            // Each line was flushed; what could not be written was told then.
        }
    }
}
