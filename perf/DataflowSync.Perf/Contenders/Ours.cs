using DataflowSync.LiteDb;
using DataflowSync.Xtream;

namespace DataflowSync.Perf.Contenders;

/// <summary>A sync of the movies by the tool's engine, source and store, with the defaults of all three.</summary>
internal sealed class Ours : IContender
{
    public const string Profile = "compare";

    public async Task<Fetched> RunAsync(ContenderContext context, CancellationToken cancellationToken)
    {
        var engine = new SyncEngineBuilder()
            .UseLiteDb(context.Data)
            .AddXtream(Profile, context.Account, new XtreamOptions { RequestInterval = context.RequestInterval })
            .Build();
        var report = await engine.RunAsync(Profile, new RunOptions { Steps = ["movies"] }, cancellationToken: cancellationToken);
        if (report.Status != SyncStatus.Completed)
        {
            throw new InvalidOperationException($"The sync ended {report.Status}: {string.Join(" ", report.Steps.Select(failed => failed.Error).Append(report.Error).Select(error => error?.Message))}");
        }

        var step = report.Steps[0];
        await Console.Error.WriteLineAsync(FormattableString.Invariant(
            $"{step.Added} added, {step.Updated} updated, {step.Unchanged} unchanged, {step.Duplicates} duplicates, {step.Rejected} rejected"));
        return new Fetched(step.Received, step.Bytes);
    }
}
