using System.Globalization;
using DataflowSync.CrashHost;
using DataflowSync.CrashHost.Storm;

// Usage: DataflowSync.CrashHost DATA-DIRECTORY CATALOG-FILE MOMENT (syncs, and kills itself at the moment, for example "before flush things.1.db#1")
//        DataflowSync.CrashHost storm [--kills 300] [--items 200000] [--seed N] (kills syncs of a large list at random moments)
//        DataflowSync.CrashHost sync-edition DATA-DIRECTORY EDITION ITEMS MOMENT-NUMBER (one sync of a storm)
switch (args[0])
{
    case "storm":
        return await StormCommand.RunAsync(args[1..], Console.Out);

    case EditionSync.Command:
        var numbers = args[2..].Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return await EditionSync.RunAsync(args[1], new Edition(numbers[0], numbers[1]), numbers[2], Console.Out);

    default:
        var moments = new Moments(moment =>
        {
            if (moment == args[2])
            {
                Self.Kill();
            }
        });
        var report = await new SyncHost(args[0], args[1], moments, new WatchedDisk(moments)).RunAsync();
        Console.WriteLine($"{report.Status}: '{args[2]}' never came.");
        return 0;
}
