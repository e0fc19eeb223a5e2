namespace DataflowSync.Hosting.Scheduling;

/// <summary>Keeps what the scheduler remembers beyond its life.</summary>
internal interface IScheduleMemory
{
    /// <summary>What was kept.</summary>
    /// <returns>Null where nothing was, or where it cannot be read: then it is damaged.</returns>
    (ScheduleDocument? Document, bool IsDamaged) Read();

    /// <summary>Keeps it, all or nothing. It never throws: what cannot be kept is told.</summary>
    void Write(ScheduleDocument document);
}
