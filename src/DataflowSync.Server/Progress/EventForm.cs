using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace DataflowSync.Server.Progress;

/// <summary>How moments of runs are sent. Thread-safe.</summary>
/// <param name="type">Type of the event.</param>
/// <param name="write">Writes its data.</param>
internal sealed class EventForm(string type, Func<SyncProgress, string> write)
{
    /// <summary>An event is the same text for all who watch, and lives as long as the event.</summary>
    private readonly ConditionalWeakTable<SyncProgress, string> _texts = [];

    public SseItem<string> Item(SyncProgress progress) => new(_texts.GetValue(progress, moment => write(moment)), type);
}
