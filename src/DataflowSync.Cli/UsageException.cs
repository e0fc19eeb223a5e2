namespace DataflowSync.Cli;

/// <summary>The command line asks for something that cannot be: one line that says what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
