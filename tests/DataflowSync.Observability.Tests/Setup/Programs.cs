using System.Diagnostics;
using DataflowSync.Tests.Shared;

namespace DataflowSync.Observability.Tests.Setup;

/// <summary>The programs of Prometheus, as Debian installs them.</summary>
internal static class Programs
{
    public const string Prometheus = "prometheus";
    public const string Promtool = "promtool";

    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(2);

    /// <summary>Why tests that need them are skipped; null where they are there.</summary>
    public static string? MissingReason { get; } = new[] { Prometheus, Promtool }.FirstOrDefault(name => Find(name) is null) is { } missing
        ? $"'{missing}' is not installed: apt-get install prometheus"
        : null;

    public static string Shipped(params IEnumerable<string> path) => Path.Combine([Repository.Root, "deploy", "observability", .. path]);

    public static Process Start(string name, params IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(Find(name)!, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>Runs a program to its end; fails where it does not succeed.</summary>
    /// <returns>What it said.</returns>
    public static async Task<string> RunAsync(string name, params IEnumerable<string> arguments)
    {
        using var process = Start(name, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(LongEnough);
        var told = await output + await errors;
        Assert.True(process.ExitCode == 0, told);
        return told;
    }

    private static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => Path.Combine(directory, name))
        .FirstOrDefault(File.Exists);
}
