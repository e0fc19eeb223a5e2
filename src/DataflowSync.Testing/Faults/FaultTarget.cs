using DataflowSync.Testing.Records;

namespace DataflowSync.Testing.Faults;

/// <summary>What a fault may be aimed at.</summary>
internal static class FaultTarget
{
    public static readonly string Allowed =
        $"a target is {Fault.AccountCheck}, {string.Join(", ", Dataset.All.Select(dataset => dataset.Name))} or {Fault.Everything}";

    public static bool IsKnown(string target) =>
        target is Fault.Everything or Fault.AccountCheck || Dataset.All.Any(dataset => dataset.Name == target);
}
