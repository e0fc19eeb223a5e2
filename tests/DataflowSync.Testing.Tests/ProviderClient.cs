using System.Text.Json;

namespace DataflowSync.Testing.Tests;

/// <summary>What a client of the provider does, without any convenience that would hide how a body ended.</summary>
internal sealed class ProviderClient(FakeProvider provider) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = provider.BaseAddress };

    public static string Credentials(FakeProvider provider) => $"username={provider.Username}&password={provider.Password}";

    public string Path(string? action, string more = "") =>
        $"player_api.php?{Credentials(provider)}{(action is null ? string.Empty : "&action=" + action)}{more}";

    public Task<HttpResponseMessage> SendAsync(string? action, string more = "", Action<HttpRequestMessage>? change = null)
    {
        HttpRequestMessage request = new(HttpMethod.Get, Path(action, more));
        change?.Invoke(request);
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async Task<byte[]> GetAsync(string? action, string more = "", Action<HttpRequestMessage>? change = null)
    {
        using HttpResponseMessage response = await SendAsync(action, more, change);
        return await ReadAsync(response);
    }

    public async Task<JsonElement> GetJsonAsync(string? action, string more = "") => Parse(await GetAsync(action, more));

    public static JsonElement Parse(byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static async Task<byte[]> ReadAsync(HttpResponseMessage response)
    {
        using MemoryStream body = new();
        await response.Content.CopyToAsync(body);
        return body.ToArray();
    }

    public void Dispose() => _http.Dispose();
}
