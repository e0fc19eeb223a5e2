using System.Diagnostics;
using Xunit.Abstractions;

namespace DataflowSync.Crash.Tests;

/// <summary>A process that syncs kills itself, at every moment at which something happens on the disk and at some between.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Killed = 128 + 9;
    private const string Swap = "before rename pointer.json#1";

    private static readonly string[] EveryTime =
        ["before flush", "before rename", "before unlink", "before close", "after flush directory", "after rename pointer", "after rename history"];

    private static readonly string[] Once = ["fetch", "parse", "amid", "before write things.scratch", "after batch", "after fetch", "publish"];

    [Theory]
    [InlineData(Change.First)]
    [InlineData(Change.Delta)]
    [InlineData(Change.Rebuild)]
    public async Task Killed_at_any_moment_the_old_or_the_new_catalog_is_there_and_the_next_run_converges(Change change)
    {
        using var template = await Workspace.PrepareAsync(change);
        var moments = await template.RehearseAsync();
        var swap = moments.ToList().IndexOf(Swap);
        Assert.InRange(swap, 1, moments.Count - 2);
        Assert.Equal(change != Change.Delta, moments.Any(moment => IsBase(moment, "before rename")));
        Assert.Equal(change == Change.Delta, moments.Any(moment => moment.StartsWith("before rename things.3.overlay.db#", StringComparison.Ordinal)));
        Assert.Equal(change == Change.Rebuild, moments.Any(moment => IsBase(moment, "before unlink")));

        var chosen = Chosen(moments).ToList();
        output.WriteLine($"{chosen.Count} of {moments.Count} moments");
        await Parallel.ForEachAsync(chosen, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (moment, _) =>
        {
            using var workspace = template.Copy();
            try
            {
                await KillAtAsync(workspace, moment);
                var isNew = moments.ToList().IndexOf(moment) > swap;
                await CatalogAssert.ShowsAsync(workspace, _ => isNew ? workspace.After : workspace.Before);
                await CatalogAssert.ConvergesAsync(workspace, workspace.Host());
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Killed at '{moment}': {e.Message}", e);
            }
        });
    }

    private static bool IsBase(string moment, string operation) =>
        moment.StartsWith($"{operation} things.", StringComparison.Ordinal) && moment.EndsWith(".db#1", StringComparison.Ordinal)
        && !moment.Contains("overlay", StringComparison.Ordinal);

    /// <summary>
    /// A process costs a third of a second, and what follows an operation is what precedes the next one. So: before each flush,
    /// rename and unlink, amid the middle write of each file and amid the last one, which ends LiteDB's checkpoint, amid fetch,
    /// parse and batch, and right behind the swap.
    /// </summary>
    private static IEnumerable<string> Chosen(IReadOnlyList<string> moments) => moments
        .GroupBy(moment => moment[..moment.LastIndexOf('#')])
        .SelectMany(same => EveryTime.Any(kind => same.Key.StartsWith(kind, StringComparison.Ordinal)) ? same
            : !Once.Any(kind => same.Key.StartsWith(kind, StringComparison.Ordinal)) ? []
            : same.Key.StartsWith("amid write", StringComparison.Ordinal) ? new[] { same.ElementAt(same.Count() / 2), same.Last() }.Distinct()
            : [same.ElementAt(same.Count() / 2)]);

    private static async Task KillAtAsync(Workspace workspace, string moment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "DataflowSync.CrashHost.dll"), workspace.Data, workspace.Catalog, moment])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var host = Process.Start(start)!;
        var output = host.StandardOutput.ReadToEndAsync();
        var errors = host.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await host.WaitForExitAsync(deadline.Token);
        Assert.True(host.ExitCode == Killed, $"exit code {host.ExitCode}: {await output}{await errors}");
    }
}
