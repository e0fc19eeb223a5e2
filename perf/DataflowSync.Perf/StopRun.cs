using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using DataflowSync.Testing;

namespace DataflowSync.Perf;

/// <summary>How long a sync of many movies takes to end after SIGINT, its report printed: at several moments, several rounds each.</summary>
internal sealed partial class StopRun(int movies, int rounds)
{
    private const double LimitMilliseconds = 1_000;
    private const int Interrupt = 2;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("dataflowsync-stop-");

    private string Profile => Path.Combine(_data.FullName, "stop");

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var provider = await FakeProvider.StartAsync(new FakeProviderOptions { Movies = movies }, cancellationToken);
            Console.WriteLine($"| SIGINT while {movies} movies are | best ms | rounds |");
            Console.WriteLine("|---|---:|---|");
            var isGood = await MeasureAsync(provider, new("fetched, parsed and stored for the first time", HalfReceivedAsync), cancellationToken);
            await CompleteAsync(provider, cancellationToken);
            isGood &= await MeasureAsync(provider, new("fetched and found unchanged", HalfReceivedAsync), cancellationToken);
            provider.Catalog.Movies.Change(movies / 5 * 3);
            isGood &= await MeasureAsync(provider, new("fetched, and three fifths spooled", HalfReceivedAsync), cancellationToken);
            var size = Files("movies.*.db").Max(file => file.Length);
            isGood &= await MeasureAsync(provider, new("copied into a new base, half way", (_, token) => GrownAsync("movies.*.db.tmp", size / 2, token)), cancellationToken);
            isGood &= await MeasureAsync(provider, new("at the end of that: counted and flushed", (_, token) => GrownAsync("movies.*.db.tmp", size / 100 * 98, token)), cancellationToken);
            isGood &= await MeasureAsync(provider, new("published: the index is written", (_, token) => GrownAsync("movies.*.index.tmp", 1, token)), cancellationToken);
            await CompleteAsync(provider, cancellationToken);
            return isGood ? 0 : 1;
        }
        finally
        {
            _data.Delete(recursive: true);
        }
    }

    /// <returns>Whether each round was honest and the best one fast.</returns>
    private async Task<bool> MeasureAsync(FakeProvider provider, StopMoment moment, CancellationToken cancellationToken)
    {
        var results = new List<StopResult>();
        for (var round = 0; round < rounds; round++)
        {
            results.Add(await StopAsync(provider, moment, cancellationToken));
        }

        var best = results.Min(result => result.Milliseconds);
        Console.WriteLine(FormattableString.Invariant($"| {moment.Name} | {best:0} | {string.Join(" · ", results)} |"));
        return best < LimitMilliseconds && results.All(result => result.IsHonest);
    }

    private async Task<StopResult> StopAsync(FakeProvider provider, StopMoment moment, CancellationToken cancellationToken)
    {
        using var process = ChildProcess.Start(Arguments(provider), redirectsErrors: true);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        await moment.ReachedAsync(process, cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);

        var signalled = TimeProvider.System.GetTimestamp();
        if (Kill(process.Id, Interrupt) != 0)
        {
            throw new InvalidOperationException($"The sync ended too early: {await output}{await errors}");
        }

        await process.WaitForExitAsync(cancellationToken);
        var elapsed = TimeProvider.System.GetElapsedTime(signalled);
        var step = (await output).Length == 0 ? null : JsonNode.Parse(await output)!["steps"]![0]!;
        return new StopResult(
            elapsed.TotalMilliseconds, process.ExitCode, step?["status"]!.GetValue<string>(), step?["received"]!.GetValue<long>() ?? 0);
    }

    private async Task CompleteAsync(FakeProvider provider, CancellationToken cancellationToken)
    {
        var child = await ChildProcess.RunAsync([.. Arguments(provider), "--quiet"], cancellationToken);
        if (JsonNode.Parse(child.Output)!["status"]!.GetValue<string>() != "Completed")
        {
            throw new InvalidOperationException(child.Output);
        }
    }

    private string[] Arguments(FakeProvider provider) =>
    [
        "sync", "--url", $"{provider.BaseAddress}", "--username", provider.Username, "--password", provider.Password, "--steps", "movies",
        "--profile", "stop", "--data", _data.FullName, "--json", "--progress", "ndjson", "--request-interval", "0ms",
    ];

    /// <summary>Reads progress until half of the movies have come.</summary>
    private async Task HalfReceivedAsync(Process process, CancellationToken cancellationToken)
    {
        while (await process.StandardError.ReadLineAsync(cancellationToken) is { } line)
        {
            if (JsonNode.Parse(line)!["moviesSynced"]!.GetValue<long>() >= movies / 2)
            {
                return;
            }
        }
    }

    /// <summary>Waits until a file of the profile has a size.</summary>
    private async Task GrownAsync(string pattern, long size, CancellationToken cancellationToken)
    {
        while (!Files(pattern).Any(file => file.Length >= size))
        {
            await Task.Delay(Poll, TimeProvider.System, cancellationToken);
        }
    }

    private List<FileInfo> Files(string pattern)
    {
        try
        {
            return [.. Directory.GetFiles(Profile, pattern).Select(path => new FileInfo(path)).Where(file => file.Exists)];
        }
        catch (DirectoryNotFoundException)
        {
            return []; // The first sync has not made it yet.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
