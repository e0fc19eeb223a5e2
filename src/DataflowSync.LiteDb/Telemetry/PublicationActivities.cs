using System.Diagnostics;
using System.Reflection;

namespace DataflowSync.LiteDb.Telemetry;

/// <summary>What of a publication takes long, as spans under the engine's <c>dataflowsync.publish</c>. See <c>docs/telemetry.md</c>.</summary>
internal static class PublicationActivities
{
    private const string Publication = "dataflowsync.publish";
    private const string File = "dataflowsync.publish.file";
    private const string Bytes = "dataflowsync.publish.bytes";

    private static readonly ActivitySource Source = new(new ActivitySourceOptions(SyncEngine.TelemetryName)
    {
        Version = typeof(PublicationActivities).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
    });

    /// <summary>Builds a file of the generation: what of it does not fit in memory is written on the way.</summary>
    /// <param name="file">Its name in the profile's directory.</param>
    /// <param name="write">The work.</param>
    public static void Write(string file, Action write)
    {
        using var span = Start("dataflowsync.publish.write", file);
        try
        {
            write();
        }
        catch (Exception exception) when (Fail(span, exception))
        {
            throw;
        }
    }

    /// <summary>Waits until the disk has a file.</summary>
    /// <param name="file">Its name in the profile's directory.</param>
    /// <param name="bytes">Its length.</param>
    /// <param name="flush">The work.</param>
    public static async Task FlushAsync(string file, long bytes, Func<Task> flush)
    {
        using var span = Start("dataflowsync.publish.flush", file)?.SetTag(Bytes, bytes);
        await RunAsync(span, flush).ConfigureAwait(false);
    }

    /// <summary>Makes the generation the published one, and clears what it replaced.</summary>
    /// <param name="file">Name of the pointer.</param>
    /// <param name="work">The work.</param>
    public static async Task SwitchAsync(string file, Func<Task> work)
    {
        using var span = Start("dataflowsync.publish.switch", file);
        await RunAsync(span, work).ConfigureAwait(false);
    }

    /// <summary>Nothing where nobody asked for the span of the publication: alone, these tell nothing.</summary>
    private static Activity? Start(string name, string file) =>
        Activity.Current is { OperationName: Publication } ? Source.StartActivity(name)?.SetTag(File, file) : null;

    private static async Task RunAsync(Activity? span, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (Fail(span, exception))
        {
            throw;
        }
    }

    /// <returns>False: it only takes note.</returns>
    private static bool Fail(Activity? span, Exception exception)
    {
        if (exception is not OperationCanceledException)
        {
            span?.SetTag("error.type", nameof(SyncErrorCode.StoreError)).SetStatus(ActivityStatusCode.Error, exception.Message);
        }

        return false;
    }
}
