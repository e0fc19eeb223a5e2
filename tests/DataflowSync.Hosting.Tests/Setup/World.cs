using DataflowSync.Hosting.Profiles;
using DataflowSync.Hosting.Runs;
using DataflowSync.Hosting.Scheduling;
using DataflowSync.Hosting.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Hosting.Tests.Setup;

/// <summary>A scheduler on a clock that stands still, over syncs that end when it is told; it can be restarted.</summary>
internal sealed class World : IAsyncDisposable
{
    /// <summary>For barriers, so that a defect ends a test instead of hanging it. Nothing is measured by it.</summary>
    public static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(60);

    private readonly Random _random = new(4711);
    private readonly HostingLog _log = new(NullLogger<DataflowSyncBuilder>.Instance);
    private ProfileCatalog? _catalog;
    private SyncScheduler? _scheduler;

    public World(SchedulerOptions? options = null, Func<SimulatedSync.Request, SimulatedSync.Ending>? behaviour = null)
    {
        Options = options ?? new SchedulerOptions();
        Sync = new SimulatedSync(Time, behaviour ?? (_ => new SimulatedSync.Ending(TimeSpan.FromMinutes(2))));
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public DateTimeOffset Now => Time.GetUtcNow();

    public ProfileRegistry Registry { get; } = new();

    public SimulatedSync Sync { get; }

    public SchedulerOptions Options { get; }

    public RunFeed Feed { get; private set; } = new();

    public MemoryInMemory Memory { get; } = new();

    public SyncScheduler Scheduler => _scheduler!;

    public async Task StartAsync()
    {
        Feed = new RunFeed();
        _catalog = new ProfileCatalog([Registry], _log);
        var rules = new DueRules(Options, TimeSpan.FromMinutes(10), _random.NextDouble);
        _scheduler = new SyncScheduler(Sync, _catalog, Feed, Memory, Options, rules, Time, _log);
        await _scheduler.StartAsync(CancellationToken.None);
        await SettleAsync();
    }

    public async Task StopAsync()
    {
        await _scheduler!.StopAsync(CancellationToken.None).WaitAsync(LongEnough);
        _scheduler.Dispose();
        _catalog!.Dispose();
    }

    /// <summary>Begins anew with what was remembered when the process died.</summary>
    public async Task CrashAsync()
    {
        var remembered = Memory.Written;
        await StopAsync();
        Memory.Written = remembered;
        await StartAsync();
    }

    /// <summary>Adds a profile, or changes it.</summary>
    public async Task SetAsync(SyncProfile profile)
    {
        Registry.Set(profile);
        await SettleAsync();
    }

    /// <summary>Lets time pass, minute by minute or in larger steps, with all that happens in it.</summary>
    public async Task PassAsync(TimeSpan time, int minutesAtOnce = 1)
    {
        for (var end = Now + time; Now < end;)
        {
            Time.Advance(TimeSpan.FromMinutes(minutesAtOnce));
            Sync.EndDue();
            await SettleAsync();
        }
    }

    /// <summary>Waits until nothing happens any more but by time.</summary>
    public async Task SettleAsync()
    {
        if (Options.Enabled && _scheduler is { } scheduler && !scheduler.IsSettled(Sync.Running))
        {
            var spinning = Task.Run(async () =>
            {
                for (var turn = 0; !scheduler.IsSettled(Sync.Running); turn++)
                {
                    if (turn < 200)
                    {
                        await Task.Yield();
                    }
                    else
                    {
                        // Others need the processor, too.
                        await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
                    }
                }
            });
            await spinning.WaitAsync(LongEnough);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_scheduler is not null)
        {
            await StopAsync();
        }
    }
}
