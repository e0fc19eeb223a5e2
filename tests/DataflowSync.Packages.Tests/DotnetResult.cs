namespace DataflowSync.Packages.Tests;

/// <summary>How a process ended.</summary>
internal sealed record DotnetResult(int ExitCode, string Output, string Error)
{
    public string OutputOrThrow(string what) => ExitCode == 0
        ? Output
        : throw new InvalidOperationException($"{what} ended with {ExitCode}:\n{Output}\n{Error}");
}
