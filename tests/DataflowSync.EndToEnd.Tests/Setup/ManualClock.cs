using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.EndToEnd.Tests.Setup;

/// <summary>A clock that stands still until it is advanced, and tells of each wait that begins by it: so a test never advances too early.</summary>
internal sealed class ManualClock() : FakeTimeProvider(new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero))
{
    /// <summary>What is this long is a deadline: nobody waits for it to pass.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(150);

    /// <summary>How long the engine listens for text behind the end of a list: a deadline too.</summary>
    private static readonly TimeSpan TrailingText = TimeSpan.FromSeconds(5);

    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime < Deadline && dueTime != TrailingText)
        {
            _waits.Writer.TryWrite(dueTime);
        }

        return timer;
    }

    /// <summary>Waits until a wait begins that was not told of yet.</summary>
    /// <returns>How long it is.</returns>
    public Task<TimeSpan> NextWaitAsync() => _waits.Reader.ReadAsync().AsTask().WaitAsync(SyncFixture.LongEnough);

    /// <summary>Waits for the next wait and lets it pass.</summary>
    public async Task<TimeSpan> PassNextWaitAsync()
    {
        var wait = await NextWaitAsync();
        Advance(wait);
        return wait;
    }

    /// <summary>Advances by a step for every wait that begins, until something is done.</summary>
    public async Task AdvanceUntilAsync(Task done, TimeSpan step)
    {
        while (!done.IsCompleted)
        {
            var began = _waits.Reader.WaitToReadAsync().AsTask();
            await Task.WhenAny(done, began).WaitAsync(SyncFixture.LongEnough);
            while (_waits.Reader.TryRead(out _))
            {
                Advance(step);
            }
        }
    }
}
