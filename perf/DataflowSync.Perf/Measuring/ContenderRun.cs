using System.Text.Json;
using DataflowSync.Perf.Contenders;
using DataflowSync.Xtream;

namespace DataflowSync.Perf.Measuring;

/// <summary>The child's side: runs one contender once and prints what it cost as one line of JSON.</summary>
internal static class ContenderRun
{
    public const string PasswordVariable = "DATAFLOWSYNC_PASSWORD";

    public static async Task<int> RunAsync(
        string name, string url, string? username, string data, double requestInterval, CancellationToken cancellationToken)
    {
        var account = XtreamAccount.FromLink(url, username, Environment.GetEnvironmentVariable(PasswordVariable));
        var contender = ContenderTable.Create(name);
        var context = new ContenderContext(account, data, TimeSpan.FromMilliseconds(requestInterval));
        var started = TimeProvider.System.GetTimestamp();
        Fetched fetched;
        try
        {
            fetched = await contender.RunAsync(context, cancellationToken);
        }
        catch (InvalidOperationException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }

        var elapsed = TimeProvider.System.GetElapsedTime(started);
        Console.WriteLine(JsonSerializer.Serialize(ProcessCost.Measure(elapsed, fetched.Records, fetched.Bytes)));
        return 0;
    }
}
