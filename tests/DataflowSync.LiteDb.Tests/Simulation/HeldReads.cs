using System.Runtime.CompilerServices;
using DataflowSync.LiteDb.Reading;

namespace DataflowSync.LiteDb.Tests.Simulation;

/// <summary>
/// Readers at the worst moment there is: every engine of a generation is lent to a read that does not end, and a thread stands
/// inside the lock under which open files are shared. Until disposed.
/// </summary>
internal sealed class HeldReads : IAsyncDisposable
{
    private readonly ManualResetEventSlim _release = new();
    private readonly List<Task> _held = [];

    public static async Task<HeldReads> HoldAsync(OpenGenerations generations, OpenGeneration generation, int readersPerFile)
    {
        var held = new HeldReads();
        var entered = new List<Task>();
        foreach (var engines in new[] { generation.BaseEngines, generation.OverlayEngines }.OfType<EnginePool>())
        {
            for (var i = 0; i < readersPerFile; i++)
            {
                entered.Add(held.Hold(stay => engines.ReadAsync(
                    _ =>
                    {
                        stay();
                        return true;
                    },
                    CancellationToken.None).AsTask()));
            }
        }

        entered.Add(held.Hold(stay =>
        {
            lock (GateOf(generations))
            {
                stay();
            }

            return Task.CompletedTask;
        }));
        await Task.WhenAll(entered);
        return held;
    }

    public async ValueTask DisposeAsync()
    {
        _release.Set();
        await Task.WhenAll(_held);
        _release.Dispose();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_gate")]
    private static extern ref Lock GateOf(OpenGenerations generations);

    /// <returns>Ends when the reader stands where it is to stay.</returns>
    private Task Hold(Func<Action, Task> read)
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _held.Add(Task.Factory.StartNew(
            () => read(() =>
            {
                entered.SetResult();
                _release.Wait();
            }),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap());
        return entered.Task;
    }
}
