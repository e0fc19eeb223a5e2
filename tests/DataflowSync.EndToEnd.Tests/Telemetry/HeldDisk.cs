using System.Diagnostics;
using DataflowSync.LiteDb.Files;
using Microsoft.Win32.SafeHandles;

namespace DataflowSync.EndToEnd.Tests.Telemetry;

/// <summary>A disk that does not answer when a file is flushed, until it is told to.</summary>
/// <param name="file">Beginning of the name of the file, as the span of the flush has it.</param>
internal sealed class HeldDisk(string file) : Disk, IDisposable
{
    private readonly ManualResetEventSlim _release = new();
    private readonly TaskCompletionSource<Activity> _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The span that was current when the flush began.</summary>
    public Task<Activity> Held => _held.Task;

    public override void Flush(SafeFileHandle handle)
    {
        if (Activity.Current is { } span
            && (span.GetTagItem("dataflowsync.publish.file") as string)?.StartsWith(file, StringComparison.Ordinal) == true
            && _held.TrySetResult(span))
        {
            _release.Wait();
        }

        base.Flush(handle);
    }

    public void Release() => _release.Set();

    public void Dispose() => _release.Dispose();
}
