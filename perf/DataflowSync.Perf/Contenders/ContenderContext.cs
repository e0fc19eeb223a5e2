using DataflowSync.Xtream;

namespace DataflowSync.Perf.Contenders;

/// <summary>What a contender is given.</summary>
/// <param name="Account">Whom to ask.</param>
/// <param name="Data">Its own directory; what an earlier pass left is in it.</param>
/// <param name="RequestInterval">Pause between requests.</param>
internal sealed record ContenderContext(XtreamAccount Account, string Data, TimeSpan RequestInterval)
{
    public string PathOf(string name) => Path.Combine(Data, name);

    /// <summary>Opens the list of movies; the body is read while it comes.</summary>
    public async Task<Stream> OpenListAsync(CancellationToken cancellationToken)
    {
        // One request in a process: nothing would be gained by keeping the client.
        var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var query = $"username={Uri.EscapeDataString(Account.Username)}&password={Uri.EscapeDataString(Account.Password)}&action=get_vod_streams";
        var response = await client.GetAsync(new Uri(Account.BaseUrl, $"player_api.php?{query}"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStreamAsync(cancellationToken);
    }

    public override string ToString() => Data;
}
