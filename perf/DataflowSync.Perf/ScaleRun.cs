using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using DataflowSync.Testing;

namespace DataflowSync.Perf;

/// <summary>First sync, unchanged, 1 % changed, renumbered, reordered: counts, documents, time, memory, bytes written.</summary>
internal sealed class ScaleRun(int channels, int movies, int series)
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("dataflowsync-scale-");

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var options = new FakeProviderOptions { Channels = channels, Movies = movies, Series = series };
            await using var provider = await FakeProvider.StartAsync(options, cancellationToken);
            var lists = new[] { provider.Catalog.Channels, provider.Catalog.Movies, provider.Catalog.Series };
            Console.WriteLine("| sync | items/s | s | CPU s | peak MiB | written MiB | added | updated | unchanged | removed | documents |");
            Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|");
            var isGood = await MeasureAsync("first", provider, cancellationToken);
            isGood &= await MeasureAsync("unchanged", provider, cancellationToken);
            Each(lists, list => list.Change(list.Count / 100));
            isGood &= await MeasureAsync("1 % changed", provider, cancellationToken);
            Each(lists, list => list.Renumber());
            isGood &= await MeasureAsync("renumbered", provider, cancellationToken);
            Each(lists, list => list.InsertAtTop(10));
            isGood &= await MeasureAsync("10 inserted at the top", provider, cancellationToken);
            Each(lists, list => list.Reorder(1));
            isGood &= await MeasureAsync("reordered", provider, cancellationToken);
            return isGood ? 0 : 1;
        }
        finally
        {
            _data.Delete(recursive: true);
        }
    }

    private static void Each(FakeList[] lists, Action<FakeList> change) => Array.ForEach(lists, list => change(list));

    private async Task<bool> MeasureAsync(string name, FakeProvider provider, CancellationToken cancellationToken)
    {
        string[] sync =
        [
            "sync", "--url", $"{provider.BaseAddress}", "--username", provider.Username, "--password", provider.Password,
            "--profile", "scale", "--data", _data.FullName, "--json", "--quiet", "--request-interval", "0ms",
        ];
        var child = await ChildProcess.RunAsync(sync, cancellationToken);
        var report = JsonNode.Parse(child.Output)!;
        var steps = report["steps"]!.AsArray();
        var seconds = report["durationMs"]!.GetValue<double>() / 1000;
        var isSame = await ExportsEqualAsync(provider, cancellationToken);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Sum("received") / seconds:N0} | {seconds:0.0} | {child.CpuSeconds:0.0} | {child.PeakMiB:0} | {child.WrittenMiB:0} | {Sum("added")} | {Sum("updated")} | {Sum("unchanged")} | {Sum("removed")} | {(isSame ? "equal" : "DIFFERENT")} |"));
        return isSame && report["status"]!.GetValue<string>() == "Completed";

        long Sum(string count) => steps.Sum(step => step![count]!.GetValue<long>());
    }

    /// <summary>Compares every document of every kind with the provider's catalog, in its order.</summary>
    private async Task<bool> ExportsEqualAsync(FakeProvider provider, CancellationToken cancellationToken)
    {
        foreach (var kind in new[] { "channel-categories", "channels", "movie-categories", "movies", "series-categories", "series" })
        {
            using var export = ChildProcess.Start(["export", "--profile", "scale", "--data", _data.FullName, "--kind", kind]);
            foreach (var expected in provider.Catalog[kind].ExpectedDocuments())
            {
                if (await export.StandardOutput.ReadLineAsync(cancellationToken) is not { } line
                    || (line != expected && !JsonNode.DeepEquals(JsonNode.Parse(line), JsonNode.Parse(expected))))
                {
                    return false;
                }
            }

            if (await export.StandardOutput.ReadLineAsync(cancellationToken) is not null)
            {
                return false;
            }

            await export.WaitForExitAsync(cancellationToken);
        }

        return true;
    }
}
