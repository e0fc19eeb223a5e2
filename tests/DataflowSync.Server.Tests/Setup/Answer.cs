using System.Net;
using System.Text.Json.Nodes;

namespace DataflowSync.Server.Tests.Setup;

/// <summary>What the server answered.</summary>
internal sealed record Answer(HttpStatusCode Status, string? ContentType, string? ETag, string Headers, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>Fails where it is no problem+json of this status, and tells its detail.</summary>
    public string Problem(int status)
    {
        Assert.Equal(((HttpStatusCode)status, "application/problem+json"), (Status, ContentType));
        Assert.Equal(status, Json["status"]!.GetValue<int>());
        return Json["detail"]?.GetValue<string>() ?? string.Empty;
    }

    /// <summary>Fails where it has another status.</summary>
    public Answer Expect(int status)
    {
        Assert.True((int)Status == status, $"{(int)Status} instead of {status}: {Body}");
        return this;
    }
}
