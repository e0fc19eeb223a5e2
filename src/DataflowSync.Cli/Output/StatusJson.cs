using System.Text.Json.Nodes;

namespace DataflowSync.Cli.Output;

/// <summary>The JSON forms of what is known of profiles.</summary>
internal static class StatusJson
{
    public static string Write(ProfileSummary profile)
    {
        var json = Common(profile);
        json["guards"] = new JsonArray([.. profile.Status.Guards.Select(guard => new JsonObject
        {
            ["step"] = guard.Key,
            ["count"] = guard.Value.Count,
            ["at"] = Times.Json(guard.Value.At),
        })]);
        json["lastRun"] = profile.LastRun is { } last ? ReportJson.Node(last, profile.Published) : null;
        return json.ToJsonString(ReportJson.Compact);
    }

    /// <summary>A list: of the last run it has the status alone.</summary>
    public static string Write(IEnumerable<ProfileSummary> profiles) => new JsonArray([.. profiles.Select(profile =>
    {
        var json = Common(profile);
        json["lastStatus"] = profile.LastRun?.Status.ToString();
        return json;
    })]).ToJsonString(ReportJson.Compact);

    private static JsonObject Common(ProfileSummary profile) => new()
    {
        ["profileId"] = profile.ProfileId.Value,
        ["datasets"] = Object(profile.Published, items => items),
        ["lastSuccess"] = Object(profile.Status.LastSuccess, at => Times.Json(at)),
    };

    private static JsonObject Object<T>(IEnumerable<KeyValuePair<string, T>> values, Func<T, JsonNode?> node) =>
        new(values.Select(value => KeyValuePair.Create(value.Key, node(value.Value))));
}
