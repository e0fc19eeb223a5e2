using System.CommandLine;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace DataflowSync.Perf.Micro;

/// <summary><c>micro</c>: the benchmarks of single pieces, with what they allocate.</summary>
internal static class MicroCommand
{
    private static readonly Type[] Benchmarks =
    [
        typeof(FramingBenchmarks), typeof(ItemBenchmarks), typeof(LedgerBenchmarks), typeof(WriteBenchmarks), typeof(SnapshotBenchmarks),
    ];

    public static Command Create()
    {
        var filter = new Argument<string>("filter") { Description = "Part of the names to run; all without it.", DefaultValueFactory = _ => "" };
        var command = new Command("micro", "Measures framing, fingerprint, item build, ledger, batch write and snapshot reads one by one.") { filter };
        command.SetAction(result =>
        {
            BenchmarkSwitcher.FromTypes(Benchmarks).Run(["--filter", $"*{result.GetValue(filter)}*"], Config());
            return 0;
        });
        return command;
    }

    /// <summary>In this process, for the projects that BenchmarkDotNet generates do not take the repository's build settings.</summary>
    private static ManualConfig Config() => ManualConfig.CreateEmpty()
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(ConsoleLogger.Default)
        .AddExporter(MarkdownExporter.GitHub)
        .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "BenchmarkDotNet.Artifacts"));
}
