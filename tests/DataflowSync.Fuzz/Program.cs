using System.Globalization;
using System.Security.Cryptography;
using DataflowSync.Fuzz;

FuzzOptions options;
try
{
    options = FuzzOptions.Parse(args);
}
catch (Exception exception) when (exception is ArgumentException or FormatException)
{
    Console.Error.WriteLine($"{exception.Message}\n{FuzzOptions.Usage}");
    return 2;
}

var time = TimeProvider.System;
var begin = time.GetTimestamp();
var seeds = options.Seeds is null ? [] : Directory.EnumerateFiles(options.Seeds).Order(StringComparer.Ordinal)
    .Select(File.ReadAllBytes).Where(body => body.Length <= 64 << 10).SelectMany(options.Target.Inputs);
var loop = options.Target.Start(options.Seed, options.Target.ReadCorpus().Concat(seeds));
if (loop.Edges == 0)
{
    Console.Error.WriteLine("Nothing to begin with reaches anything: give --seeds.");
    return 2;
}

using var watch = Watch();
Tell("begin");
for (var said = 0; loop.Executions < options.Executions && time.GetElapsedTime(begin) < options.Time;)
{
    loop.Step();
    if ((int)time.GetElapsedTime(begin).TotalMinutes > said)
    {
        said = (int)time.GetElapsedTime(begin).TotalMinutes;
        Tell("going on");
    }
}

Tell("end");
foreach (var finding in loop.Findings)
{
    Console.WriteLine($"{Write(options.Findings, finding.Input)}: {finding.Place}");
}

if (options.Save is { } folder)
{
    Save(folder);
}

return loop.Findings.Count == 0 ? 0 : 1;

void Tell(string moment) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{moment}: {loop.Executions} executions, {time.GetElapsedTime(begin).TotalSeconds:0} s, {loop.Edges} edges, {loop.Corpus.Count()} inputs, {loop.Findings.Count} findings"));

// An endless loop cannot be left: its input is saved, and the process ends.
Timer Watch()
{
    byte[] last = [];
    return new Timer(
        _ =>
        {
            var current = loop.Current;
            if (ReferenceEquals(last, current))
            {
                Console.WriteLine($"{Write(options.Findings, current)}: more than 10 s");
                Environment.Exit(1);
            }

            last = current;
        },
        state: null,
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(10));
}

void Save(string directory)
{
    watch.Dispose();
    var least = options.Target.Start(options.Seed, loop.Corpus.OrderBy(input => input.Length), counts: false).Corpus.ToList();
    if (Directory.Exists(directory))
    {
        foreach (var file in Directory.EnumerateFiles(directory))
        {
            File.Delete(file);
        }
    }

    least.ForEach(input => Write(directory, input));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{least.Count} inputs, {least.Sum(input => (long)input.Length)} bytes in {directory}"));
}

static string Write(string directory, byte[] input)
{
    Directory.CreateDirectory(directory);
    var file = Path.Combine(directory, Convert.ToHexStringLower(SHA256.HashData(input))[..16]);
    File.WriteAllBytes(file, input);
    return file;
}
