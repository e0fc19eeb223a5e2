using DataflowSync.Pipeline;

namespace DataflowSync.Progress;

/// <summary>
/// Where a run is, and who is told of it: throttled, monotone, the first and the last event always. Thread-safe.
/// </summary>
internal sealed class RunProgress
{
    private readonly Lock _lock = new();
    private readonly ProfileId _profileId;
    private readonly string _runId;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _timeProvider;
    private readonly Action<SyncProgress> _listener;
    private readonly RateMeter _itemRate;
    private readonly RateMeter _byteRate;
    private readonly StepProgress[] _steps;
    private readonly List<string> _errors = [];
    private readonly long _startedAt;
    private IReadOnlyList<StageBlock> _blocks = [];
    private long? _lastEvent;
    private int _running = -1;
    private long _itemsBefore;
    private long _bytesBefore;
    private long _bytes;
    private int _percent;
    private string _text = "Starting sync...";
    private SyncStatus? _status;

    public RunProgress(
        ProfileId profileId,
        string runId,
        IEnumerable<SyncStep> steps,
        TimeSpan interval,
        TimeProvider timeProvider,
        Action<SyncProgress> listener)
    {
        _profileId = profileId;
        _runId = runId;
        _interval = interval;
        _timeProvider = timeProvider;
        _listener = listener;
        _itemRate = new RateMeter(timeProvider);
        _byteRate = new RateMeter(timeProvider);
        _startedAt = timeProvider.GetTimestamp();
        _steps = [.. steps.Select(step => new StepProgress(step.Name, Status: null, Items: 0, Fraction: null, Attempts: 0))];
    }

    /// <summary>Percent done.</summary>
    public int Percent
    {
        get
        {
            lock (_lock)
            {
                return _percent;
            }
        }
    }

    public void Start() => Change(() => { });

    public void BeginStep(SyncStep step, int index, int attempt) => Change(() =>
    {
        if (_running != index)
        {
            _bytesBefore = _bytes;
        }

        _running = index;
        _text = $"Syncing {step.DisplayName}...";
        _steps[index] = _steps[index] with { Attempts = attempt };
    });

    /// <summary>A graph begins to run. Until the provider's first byte, which may take minutes, nothing else would tell.</summary>
    public void BeginGraph(IReadOnlyList<StageBlock> blocks) => Change(() => _blocks = blocks);

    /// <summary>The graph has ended. Publishing may take its time: who watches should not see full blocks meanwhile.</summary>
    public void EndGraph() => Change(() => _blocks = []);

    /// <summary>Tells how far the running attempt is.</summary>
    /// <param name="items">Items it saw.</param>
    /// <param name="bytes">Decoded bytes it read.</param>
    /// <param name="fraction">Part done, where it can be told.</param>
    public void Report(long items, long bytes, double? fraction)
    {
        lock (_lock)
        {
            // A retry begins anew; what is shown never goes back. The whole is reached by the end of the step alone.
            var step = _steps[_running];
            var shown = fraction is { } part ? Math.Max(step.Fraction ?? 0, Math.Clamp(part, 0, 0.99)) : step.Fraction;
            _steps[_running] = step with { Items = Math.Max(step.Items, items), Fraction = shown };
            _bytes = Math.Max(_bytes, _bytesBefore + bytes);
            if (_lastEvent is { } last && _timeProvider.GetElapsedTime(last) < _interval)
            {
                return;
            }

            Tell();
        }
    }

    public void EndStep(int index, StepReport report, IReadOnlyList<string> errors) => Change(() =>
    {
        _itemsBefore += _steps[index].Items;
        _steps[index] = _steps[index] with
        {
            Status = report.Status,
            Items = report.Items,
            Fraction = report.Status == StepStatus.Cancelled ? _steps[index].Fraction : 1,
        };
        _running = -1;
        ReplaceErrors(errors);
    });

    public void End(SyncStatus status, IReadOnlyList<string> errors) => Change(() =>
    {
        ReplaceErrors(errors);
        _status = status;
        _text = status switch
        {
            SyncStatus.Completed => "Sync completed successfully",
            SyncStatus.Partial => $"Sync completed with {errors.Count} errors",
            SyncStatus.Cancelled => "Sync cancelled",
            _ => "Sync failed",
        };
    });

    private void ReplaceErrors(IReadOnlyList<string> errors)
    {
        _errors.Clear();
        _errors.AddRange(errors);
    }

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
            Tell();
        }
    }

    private void Tell()
    {
        _lastEvent = _timeProvider.GetTimestamp();
        var finished = _steps.Count(step => step.Status is not (null or StepStatus.Skipped or StepStatus.Cancelled));
        var fraction = _running >= 0 ? _steps[_running].Fraction ?? 0 : 0;
        _percent = Math.Max(_percent, (int)Math.Floor(100 * (finished + fraction) / _steps.Length));
        var items = _itemsBefore + (_running >= 0 ? _steps[_running].Items : 0);
        var elapsed = _timeProvider.GetElapsedTime(_startedAt);
        var (itemRate, byteRate) = (_itemRate.Read(items), _byteRate.Read(_bytes));
        if (_status is not null)
        {
            (itemRate, byteRate) = elapsed > TimeSpan.Zero ? (items / elapsed.TotalSeconds, _bytes / elapsed.TotalSeconds) : (0, 0);
        }

        _listener(new SyncProgress
        {
            ProfileId = _profileId,
            RunId = _runId,
            Status = _status,
            Progress = _percent,
            CurrentStep = _text,
            Steps = [.. _steps],
            ItemsPerSecond = Math.Round(itemRate),
            Bytes = _bytes,
            BytesPerSecond = Math.Round(byteRate),
            BlockFill = _blocks.ToDictionary(block => block.Name, block => (double)block.Count() / block.Capacity, StringComparer.Ordinal),
            Elapsed = elapsed,
            Errors = [.. _errors],
        });
    }
}
