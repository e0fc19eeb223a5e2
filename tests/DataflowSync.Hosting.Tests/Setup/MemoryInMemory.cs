using System.Text.Json;
using DataflowSync.Hosting.Scheduling;

namespace DataflowSync.Hosting.Tests.Setup;

/// <summary>A memory that is read back through its JSON, as from a file.</summary>
internal sealed class MemoryInMemory : IScheduleMemory
{
    public ScheduleDocument? Written { get; set; }

    public bool IsDamaged { get; set; }

    public (ScheduleDocument? Document, bool IsDamaged) Read()
    {
        if (IsDamaged || Written is null)
        {
            return (null, IsDamaged);
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(Written, ScheduleJson.Default.ScheduleDocument);
        return (JsonSerializer.Deserialize(json, ScheduleJson.Default.ScheduleDocument), false);
    }

    public void Write(ScheduleDocument document) => Written = document;
}
