using DataflowSync.Hosting;

namespace DataflowSync.Server.Page;

/// <summary>The steps in the order they run: each has a colour of its own, which the style sheet gives by place.</summary>
internal static class StepColours
{
    public static IReadOnlyList<string> Steps { get; } = [.. SyncKinds.All.SelectMany(SyncKinds.StepsOf)];

    /// <returns>The place; one behind the last for what is no step of a list.</returns>
    public static long PlaceOf(string step) => Steps.TakeWhile(known => known != step).Count();
}
