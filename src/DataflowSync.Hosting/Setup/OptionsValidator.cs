using System.ComponentModel.DataAnnotations;
using DataflowSync.Hosting.Profiles;
using DataflowSync.Hosting.Scheduling;
using DataflowSync.Xtream;
using Microsoft.Extensions.Options;

namespace DataflowSync.Hosting.Setup;

/// <summary>Validates the options as a whole and tells all that is wrong. No failure repeats a value: it may be a secret.</summary>
internal sealed class OptionsValidator : IValidateOptions<DataflowSyncOptions>
{
    public ValidateOptionsResult Validate(string? name, DataflowSyncOptions options)
    {
        List<string> failures =
        [
            .. options.ReadingFailures,
            .. Annotations(string.Empty, options),
            .. Annotations("Engine:", options.Engine),
            .. Annotations("Xtream:", options.Xtream),
            .. Annotations("Scheduler:", options.Scheduler),
            .. options.Profiles.SelectMany(entry => Profile(entry.Key, entry.Value, options.HasOwnCredentials)),
        ];
        if (options.Scheduler.MaxFailureDelay < options.Scheduler.FailureDelay)
        {
            failures.Add("Scheduler:MaxFailureDelay must not be shorter than FailureDelay.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static List<string> Profile(string id, ProfileOptions profile, bool hasOwnCredentials)
    {
        if (Attempt(() => _ = new ProfileId(id)) is { } wrongId)
        {
            // Not repeated: someone may have put a link there.
            return [$"Profiles: {wrongId}"];
        }

        var path = $"Profiles:{id}:";
        List<string> failures = [.. Annotations(path, profile)];
        if (profile.Url.Length > 0 && Attempt(() => _ = hasOwnCredentials
            ? new XtreamAccount(profile.Url, "any", "any", profile.UserAgent).Username
            : ConfiguredCredentials.Read(profile).Username) is { } wrongAccount)
        {
            failures.Add($"{path} {wrongAccount}");
        }

        if ((profile.Kinds ?? []).Concat(profile.Categories.Keys).Except(SyncKinds.All, StringComparer.Ordinal).Any())
        {
            failures.Add($"{path} Kinds and Categories name kinds, which are {string.Join(", ", SyncKinds.All)}.");
        }

        if (profile.Schedule is { } schedule)
        {
            failures.AddRange(Timetable.Check(schedule).Select(failure => $"{path}Schedule:{failure}"));
        }

        return failures;
    }

    private static IEnumerable<string> Annotations(string path, object options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return results.Select(result => $"{path}{string.Join(",", result.MemberNames)}: {result.ErrorMessage}");
    }

    private static string? Attempt(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message.Split(" (Parameter", 2)[0];
        }
    }
}
