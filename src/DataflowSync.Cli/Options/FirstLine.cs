namespace DataflowSync.Cli.Options;

/// <summary>Reads one line where the reader knows no cancellation, as the console's does not.</summary>
internal static class FirstLine
{
    /// <summary>The line, or null at the end. Cancelled, it leaves the read to itself: the process is about to end.</summary>
    public static Task<string?> ReadAsync(TextReader input, CancellationToken cancellationToken) =>
        Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
}
