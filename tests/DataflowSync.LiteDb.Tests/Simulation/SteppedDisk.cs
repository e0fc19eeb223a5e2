using DataflowSync.LiteDb.Files;
using Microsoft.Win32.SafeHandles;

namespace DataflowSync.LiteDb.Tests.Simulation;

/// <summary>A disk on which a writer stands still before each operation, once it is told to, until it is let go on.</summary>
internal sealed class SteppedDisk : Disk, IDisposable
{
    private readonly SemaphoreSlim _stopped = new(0);
    private readonly SemaphoreSlim _goOn = new(0);
    private volatile bool _stops;

    public void StopFromNowOn() => _stops = true;

    public void StopNoMore() => _stops = false;

    /// <summary>Waits until the writer stands still.</summary>
    /// <returns>False where it came to its end.</returns>
    public async Task<bool> IsStoppedAsync(Task writing)
    {
        using var ended = new CancellationTokenSource();
        var stopped = _stopped.WaitAsync(ended.Token);
        await Task.WhenAny(stopped, writing);
        await ended.CancelAsync();
        await stopped.ContinueWith(_ => { }, TaskScheduler.Default);
        return stopped.IsCompletedSuccessfully;
    }

    public void GoOn() => _goOn.Release();

    public void Dispose()
    {
        _stopped.Dispose();
        _goOn.Dispose();
    }

    public override SafeFileHandle Create(string path)
    {
        Stop();
        return base.Create(path);
    }

    public override Stream CreateScratch(string path)
    {
        Stop();
        return base.CreateScratch(path);
    }

    public override void Write(SafeFileHandle file, ReadOnlySpan<byte> content, long offset)
    {
        Stop();
        base.Write(file, content, offset);
    }

    public override void SetLength(SafeFileHandle file, long length)
    {
        Stop();
        base.SetLength(file, length);
    }

    public override void Flush(SafeFileHandle file)
    {
        Stop();
        base.Flush(file);
    }

    public override void Rename(string from, string to)
    {
        Stop();
        base.Rename(from, to);
    }

    public override void FlushDirectory(string path)
    {
        Stop();
        base.FlushDirectory(path);
    }

    public override void Delete(string path)
    {
        Stop();
        base.Delete(path);
    }

    private void Stop()
    {
        if (_stops)
        {
            _stopped.Release();
            _goOn.Wait();
        }
    }
}
