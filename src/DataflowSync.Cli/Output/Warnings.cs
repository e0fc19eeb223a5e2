namespace DataflowSync.Cli.Output;

/// <summary>What a person should know, though the command goes on.</summary>
internal static class Warnings
{
    public static void Print(string message) => Console.Error.WriteLine($"dataflowsync: warning: {message}");
}
