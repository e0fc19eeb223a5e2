using System.Diagnostics;
using DataflowSync.CrashHost;

// Usage: DataflowSync.CrashHost DATA-DIRECTORY CATALOG-FILE MOMENT (syncs, and kills itself at the moment, for example "before flush things.1.db#1")
var moments = new Moments(moment =>
{
    if (moment == args[2])
    {
        using var self = Process.GetCurrentProcess();
        self.Kill(); // SIGKILL: nothing is flushed, disposed or unwound.
        throw new UnreachableException();
    }
});
var report = await new SyncHost(args[0], args[1], moments, new WatchedDisk(moments)).RunAsync();
Console.WriteLine($"{report.Status}: '{args[2]}' never came.");
