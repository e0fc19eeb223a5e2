using DataflowSync.EndToEnd.Tests.Setup;

namespace DataflowSync.EndToEnd.Tests.Readers;

/// <summary>
/// Holds a publication until some readers stand in the middle of reading what is published before it, where they stay until it
/// is over, and the others, which never stay, have read all of it. So each publication happens under readers, whatever the
/// machine does. Thread-safe.
/// </summary>
/// <param name="version">What is published at first.</param>
/// <param name="crossing">Readers that stand still.</param>
/// <param name="others">Readers that do not.</param>
internal sealed class ReadingBarrier(long version, int crossing, int others)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, long> _read = [];
    private readonly TaskCompletionSource _closed = New();
    private TaskCompletionSource _ready = New();
    private TaskCompletionSource _published = New();
    private Exception? _failure;
    private long _version = version;
    private int _arrived;

    /// <summary>Called before a publication: returns when everyone is in place.</summary>
    public Task AwaitReadersAsync()
    {
        lock (_gate)
        {
            return _ready.Task.WaitAsync(SyncFixture.LongEnough);
        }
    }

    /// <summary>Called when the next version is published.</summary>
    public void End()
    {
        lock (_gate)
        {
            _version++;
            _arrived = 0;
            _ready = New();
            _published.SetResult();
            _published = New();
            Check();
        }
    }

    /// <summary>Called when there will be no more publications.</summary>
    public void Close() => _closed.TrySetResult();

    /// <summary>Called by a reader in the middle of a version: returns when the next one is published.</summary>
    /// <returns>False where no next one came.</returns>
    public async Task<bool> CrossAsync(long version)
    {
        Task published;
        lock (_gate)
        {
            Assert.Equal(_version, version);
            _arrived++;
            published = _published.Task;
            Check();
        }

        await Task.WhenAny(published, _closed.Task);
        return published.IsCompleted;
    }

    /// <summary>Called by a reader that has read all of a version.</summary>
    public void HasRead(int reader, long version)
    {
        lock (_gate)
        {
            _read[reader] = version;
            Check();
        }
    }

    /// <summary>Called by a reader that met something wrong: nobody waits for it any more.</summary>
    public void Fail(Exception exception)
    {
        lock (_gate)
        {
            _failure = exception;
            Check();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Check()
    {
        if (_failure is not null)
        {
            _ready.TrySetException(_failure);
        }
        else if (_arrived == crossing && _read.Values.Count(version => version == _version) == others)
        {
            _ready.TrySetResult();
        }
    }
}
