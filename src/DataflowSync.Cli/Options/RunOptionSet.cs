using System.CommandLine;

namespace DataflowSync.Cli.Options;

/// <summary>What a run should do and how the engine should work.</summary>
internal sealed class RunOptionSet
{
    private static readonly SyncOptions Defaults = new();

    private readonly Option<int> _retries = new("--retries") { Description = "Further attempts at a step after the first.", HelpName = "N", DefaultValueFactory = _ => Defaults.Retries };
    private readonly Option<TimeSpan> _retryDelay = Durations.Option("--retry-delay", "Wait before the first retry; doubles to 30s.", Defaults.RetryDelay);
    private readonly Option<TimeSpan> _idleTimeout = Durations.Option("--idle-timeout", "Longest silence inside an answer.", Defaults.IdleTimeout);
    private readonly Option<int> _batchSize = new("--batch-size") { Description = "Items in one transaction of the store.", HelpName = "N", DefaultValueFactory = _ => Defaults.BatchSize };
    private readonly Option<long?> _maxBodyBytes = new("--max-body-bytes") { Description = "Largest list in bytes, unpacked; any size if not given.", HelpName = "N" };
    private readonly Option<string?> _steps = new("--steps") { Description = "Only these steps, for example movies,movie-categories.", HelpName = "a,b,…" };
    private readonly Option<string[]> _categories = new("--categories") { Description = "Keep only these categories of a step. Repeatable.", HelpName = "STEP=ID,ID…", DefaultValueFactory = _ => [] };
    private readonly Option<bool> _full = new("--full") { Description = "Parse every record, even where its bytes are known." };

    private readonly Option<string?> _acceptShrink = new("--accept-shrink")
    {
        Description = "Publish even if much vanished; for all steps, or for those named.",
        HelpName = "steps",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public void AddTo(Command command)
    {
        command.Add(_retries);
        command.Add(_retryDelay);
        command.Add(_idleTimeout);
        command.Add(_batchSize);
        command.Add(_maxBodyBytes);
        command.Add(_steps);
        command.Add(_categories);
        command.Add(_full);
        command.Add(_acceptShrink);
    }

    public void Apply(ParseResult result, SyncOptions options)
    {
        options.Retries = result.GetValue(_retries);
        options.RetryDelay = result.GetValue(_retryDelay);
        options.IdleTimeout = result.GetValue(_idleTimeout);
        options.BatchSize = result.GetValue(_batchSize);
        options.MaxBodyBytes = result.GetValue(_maxBodyBytes);
        OptionRanges.Check(
            options,
            (nameof(options.Retries), _retries.Name),
            (nameof(options.RetryDelay), _retryDelay.Name),
            (nameof(options.IdleTimeout), _idleTimeout.Name),
            (nameof(options.BatchSize), _batchSize.Name),
            (nameof(options.MaxBodyBytes), _maxBodyBytes.Name));
    }

    /// <param name="result">The parsed command line.</param>
    /// <param name="known">The steps there are.</param>
    public RunOptions Read(ParseResult result, IReadOnlyList<SyncStep> known)
    {
        var names = known.Select(step => step.Name).ToArray();
        return new RunOptions
        {
            Steps = result.GetValue(_steps) is { } steps ? Steps(steps, "--steps") : null,
            Categories = Categories(result.GetValue(_categories) ?? []),
            Full = result.GetValue(_full),
            AcceptShrink = result.GetResult(_acceptShrink) is null ? [] : Steps(result.GetValue(_acceptShrink) ?? string.Join(',', names), "--accept-shrink"),
        };

        string[] Steps(string text, string option)
        {
            var wanted = Split(text);
            var unknown = wanted.FirstOrDefault(name => !names.Contains(name));
            return unknown is not null ? throw new UsageException($"{option}: there is no step '{unknown}'; steps: {string.Join(", ", names)}.")
                : wanted.Length == 0 ? throw new UsageException($"{option}: name at least one step.")
                : wanted;
        }

        Dictionary<string, IReadOnlyCollection<string>>? Categories(string[] filters)
        {
            var categories = new Dictionary<string, IReadOnlyCollection<string>>();
            foreach (var filter in filters)
            {
                if (filter.Split('=', 2) is not [var step, var ids] || Split(ids).Length == 0)
                {
                    throw new UsageException($"--categories: '{filter}' is not STEP=ID,ID….");
                }

                if (known.FirstOrDefault(candidate => candidate.Name == step) is not { Format.GroupField: not null })
                {
                    var filterable = known.Where(candidate => candidate.Format.GroupField is not null).Select(candidate => candidate.Name);
                    throw new UsageException($"--categories: '{step}' is not one of {string.Join(", ", filterable)}.");
                }

                categories[step] = [.. categories.GetValueOrDefault(step) ?? [], .. Split(ids)];
            }

            return categories.Count > 0 ? categories : null;
        }
    }

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
