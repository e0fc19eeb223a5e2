using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DataflowSync.Server.Json;
using DataflowSync.Server.Profiles;
using DataflowSync.Server.Progress;
using DataflowSync.Server.Reports;

namespace DataflowSync.Cli.Watching;

/// <summary>Reads what a server answers, trusting nothing of it: what is missing, null or of another form is no answer of a DataflowSync server.</summary>
internal static class Answers
{
    /// <summary>As many profiles as a server has at most.</summary>
    public const int MaxProfiles = 1_000;

    private const int MaxRuns = 1_000;
    private const int MaxSteps = 100;

    private static readonly ServerJson Json = new(new JsonSerializerOptions(ServerJson.Default.Options) { RespectNullableAnnotations = true });

    public static IReadOnlyList<ProfileDescription> Profiles(ReadOnlySpan<byte> json) =>
        Read(json, Json.IReadOnlyListProfileDescription, profiles => profiles.Count <= MaxProfiles && profiles.All(IsSound));

    public static IReadOnlyList<RunReport> Runs(ReadOnlySpan<byte> json) =>
        Read(json, Json.IReadOnlyListRunReport, runs => runs.Count <= MaxRuns && runs.All(IsSound));

    public static LiveRun Live(ReadOnlySpan<byte> json) => Read(json, Json.LiveRun, IsSound);

    private static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, Predicate<T> isSound)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) is { } answer && isSound(answer) ? answer : throw Strange(null);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw Strange(exception);
        }
    }

    private static bool IsSound(ProfileDescription? profile) =>
        profile is not null && IsName(profile.Id) && profile.Guards.All(guard => guard.Value is not null) && profile.Next.All(plan => plan.Value is not null);

    private static bool IsSound(RunReport? report) =>
        report is not null && IsName(report.ProfileId) && report.Steps.Count <= MaxSteps && report.Steps.All(step => step is not null)
        && report.Errors.All(error => error is not null);

    private static bool IsSound(LiveRun run) =>
        IsName(run.ProfileId) && run.Steps.Count <= MaxSteps && run.Steps.All(step => step is { Name: not null }) && run.Errors.All(error => error is not null);

    /// <summary>Names become parts of addresses.</summary>
    private static bool IsName(string text)
    {
        try
        {
            _ = new ProfileId(text);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static WatchException Strange(Exception? inner) => new(WatchTrouble.Stranger, "what answers does not answer as a DataflowSync server of this version", inner);
}
