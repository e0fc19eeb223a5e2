using System.Globalization;

namespace DataflowSync.EndToEnd.Tests.Costs;

/// <summary>The checked-in table of what one item costs: <c>perf/allocations.tsv</c>.</summary>
internal static class CostTable
{
    private const string FileName = "allocations.tsv";

    public static void Check(string path, double measured)
    {
        var columns = File.ReadLines(Path.Combine(AppContext.BaseDirectory, FileName))
            .Select(line => line.Split('\t'))
            .Single(columns => columns[0] == path);
        var (bytes, tolerance) = (Number(columns[1]), Number(columns[2]));
        Assert.True(
            Math.Abs(measured - bytes) <= tolerance,
            string.Create(CultureInfo.InvariantCulture, $"{path}: {measured:0.0} bytes an item, {bytes} ± {tolerance} in perf/{FileName}. Where that is meant, change the table."));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
