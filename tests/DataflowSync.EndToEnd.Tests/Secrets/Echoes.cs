using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataflowSync.EndToEnd.Tests.Secrets;

/// <summary>What a provider may send back of what it was sent.</summary>
internal static class Echoes
{
    private static readonly string Url = $"http://panel.example.test/player_api.php?{SecretWorld.Query}&action=get_live_streams";

    /// <summary>The request in the spellings that error messages have it in.</summary>
    public static readonly string[] Texts =
    [
        $"no such user {SecretWorld.Username}",
        $"GET {Url}",
        Uri.EscapeDataString(Url),
        SecretWorld.Query.ToLowerInvariant(),
        $"user {WebUtility.UrlEncode(SecretWorld.Username)} is unknown",
        $"{SecretWorld.Username}/{SecretWorld.Password}",
        WebUtility.HtmlEncode($"<{SecretWorld.Password}>"),
        $"{new string('x', 190)}{SecretWorld.Password}",
        Base64(SecretWorld.Password),
        $"Basic {Base64($"{SecretWorld.Username}:{SecretWorld.Password}")}",
        $"request {Base64($"/player_api.php?{SecretWorld.Query}")}",
        $"request {Base64($"a{SecretWorld.Password}")} or {Base64($"ab{SecretWorld.Username}z").TrimEnd('=')}",
    ];

    /// <summary>Error objects with each of them.</summary>
    public static IEnumerable<string> Errors => Texts.SelectMany(text => new[]
    {
        JsonSerializer.Serialize(new { error = text }),
        JsonSerializer.Serialize(new { status = "error", message = text }),
    });

    /// <summary>An account's data, as panels send it: the credentials come along.</summary>
    public static string Account(object auth, string status, string message = "Welcome") => JsonSerializer.Serialize(new
    {
        user_info = new { username = SecretWorld.Username, password = SecretWorld.Password, message, auth, status, exp_date = (string?)null },
        server_info = new { url = Url },
    });

    /// <summary>A list whose items carry links with the credentials and with tokens, in the properties that are there for it and in others.</summary>
    public static string List(string idProperty) => new JsonArray([.. Enumerable.Range(1, 20).Select(id => new JsonObject
    {
        ["num"] = id,
        [idProperty] = id,
        ["name"] = $"item {id}",
        ["category_id"] = "1",
        ["direct_source"] = $"http://panel.example.test/live/{Uri.EscapeDataString(SecretWorld.Username)}/{Uri.EscapeDataString(SecretWorld.Password)}/{id}.ts",
        ["thumbnail"] = $"http://panel.example.test/play/{SecretWorld.Token}",
        ["custom_sid"] = SecretWorld.Token,
        ["stream_icon"] = Url,
        ["cover"] = Url,
        ["backdrop_path"] = new JsonArray(Url),
        ["url"] = Url,
        ["username"] = SecretWorld.Username,
        ["password"] = SecretWorld.Password,
    })]).ToJsonString();

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
