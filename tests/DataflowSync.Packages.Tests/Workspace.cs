using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DataflowSync.Packages.Tests;

/// <summary>
/// A temporary directory, and processes that write nowhere else: neither into the user's home nor into the cache of packages,
/// where a package of these tests would stay and be taken for the real one.
/// </summary>
internal sealed class Workspace : IDisposable
{
    private static readonly string[] Foreign = ["MSBUILD", "DOTNET_", "VSTEST_", "COREHOST_", "CORECLR_"];

    /// <summary>Of the runtime that runs this: three levels above its version.</summary>
    private static readonly string DotnetRoot = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    public string Root { get; } = Directory.CreateTempSubdirectory("dataflowsync-packages-").FullName;

    /// <summary>The packages that this machine has already: asked before any feed.</summary>
    public static string Cache { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public string MakeDirectory(params string[] parts) => Directory.CreateDirectory(PathOf(parts)).FullName;

    /// <summary>Runs <c>dotnet</c> with the user's own cache: for work on the repository.</summary>
    public Task<DotnetResult> RunDotnetAsync(string directory, params string[] arguments) =>
        RunAsync(Path.Combine(DotnetRoot, "dotnet"), directory, arguments, new() { ["NUGET_PACKAGES"] = Cache });

    /// <summary>Runs <c>dotnet</c> with a cache of its own: for work with the packages under test.</summary>
    public Task<DotnetResult> RunDotnetOfUserAsync(string directory, params string[] arguments) =>
        RunAsync(Path.Combine(DotnetRoot, "dotnet"), directory, arguments, new() { ["NUGET_PACKAGES"] = PathOf("cache"), ["NUGET_FALLBACK_PACKAGES"] = Cache });

    public async Task<DotnetResult> RunAsync(string program, string directory, string[] arguments, Dictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // What started these tests left its own settings behind.
        foreach (var name in start.Environment.Keys.Where(name => Foreign.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_ROOT"] = DotnetRoot;
        start.Environment["DOTNET_CLI_HOME"] = PathOf("home");
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        // Servers that outlive a build would keep its output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(15));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new DotnetResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end.");
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
