namespace DataflowSync.Testing;

/// <summary>One request as the fake provider saw it: an immutable entry of <see cref="FakeProvider.Requests"/>.</summary>
public sealed record FakeRequest
{
    internal FakeRequest()
    {
    }

    /// <summary>1 for the first request since the start, 2 for the next, without gaps.</summary>
    public required int Sequence { get; init; }

    /// <summary>The path that was asked, <c>/player_api.php</c> for everything the provider knows.</summary>
    public required string Path { get; init; }

    /// <summary>The <c>action</c> parameter as sent, for example <c>get_vod_streams</c>; null for the account check.</summary>
    public required string? Action { get; init; }

    /// <summary>All parameters of the query and of a posted form, credentials included; the last one of a name wins.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The <c>User-Agent</c> header, empty when there was none.</summary>
    public required string UserAgent { get; init; }

    /// <summary>The status code of the answer, 0 before one is chosen and when the connection was reset without an answer.</summary>
    public int Status { get; init; }

    /// <summary>When the request's head had been read, by the options' clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the answer had been handed to the system or given up, by the options' clock; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Body bytes handed to the system; counted when the request ends or stalls, 0 before.</summary>
    public long BytesSent { get; init; }

    /// <summary>How far the request has come.</summary>
    public FakeRequestOutcome Outcome { get; init; }

    /// <summary>The fault that was applied, or null.</summary>
    public Fault? Fault { get; init; }
}
