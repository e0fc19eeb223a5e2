using System.Collections.Immutable;

namespace DataflowSync.Hosting.Scheduling;

/// <summary>What the scheduler remembers, as it is written.</summary>
internal sealed record ScheduleDocument
{
    public const int Version = 1;

    public int FormatVersion { get; init; } = Version;

    /// <summary>Profile → kind → what is remembered of it.</summary>
    public required IReadOnlyDictionary<string, ImmutableSortedDictionary<string, KindState>> Profiles { get; init; }
}
