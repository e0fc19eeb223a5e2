using System.Globalization;

namespace DataflowSync.CrashHost.Storm;

/// <summary>Kills many syncs, from a command line.</summary>
internal static class StormCommand
{
    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var values = new Dictionary<string, int> { ["--kills"] = 300, ["--items"] = 200_000, ["--seed"] = Random.Shared.Next() };
        foreach (var pair in arguments.Chunk(2))
        {
            if (pair.Length < 2 || !values.ContainsKey(pair[0])
                || !int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < 1)
            {
                await Console.Error.WriteLineAsync("Usage: storm [--kills 300] [--items 200000] [--seed N]");
                return 2;
            }

            values[pair[0]] = value;
        }

        using var storm = new KillStorm(values["--items"], values["--seed"], output.WriteLine);
        try
        {
            await storm.RunAsync(values["--kills"]);
            return 0;
        }
        catch (StormException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
