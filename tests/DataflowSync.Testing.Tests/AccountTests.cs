using System.Text.Json;

namespace DataflowSync.Testing.Tests;

public sealed class AccountTests
{
    [Fact]
    public async Task The_account_check_describes_the_account_and_the_server()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using ProviderClient client = new(provider);
        provider.Account.ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(2_000_000_000);
        provider.Account.MaxConnections = 3;

        JsonElement answer = await client.GetJsonAsync(null);

        JsonElement user = answer.GetProperty("user_info");
        Assert.Equal(1, user.GetProperty("auth").GetInt32());
        Assert.Equal("Active", user.GetProperty("status").GetString());
        Assert.Equal("2000000000", user.GetProperty("exp_date").GetString());
        Assert.Equal("3", user.GetProperty("max_connections").GetString());
        Assert.Equal(provider.BaseAddress.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), answer.GetProperty("server_info").GetProperty("port").GetString());

        provider.Account.ExpiresAt = null;
        Assert.Equal(JsonValueKind.Null, (await client.GetJsonAsync(null)).GetProperty("user_info").GetProperty("exp_date").ValueKind);
    }

    [Theory]
    [InlineData("username=fake-user&password=wrong")]
    [InlineData("username=wrong&password=fake-password")]
    [InlineData("username=fake-user")]
    [InlineData("")]
    public async Task Wrong_credentials_get_auth_zero_with_status_200_for_everything(string credentials)
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using HttpClient http = new() { BaseAddress = provider.BaseAddress };
        foreach (string action in new[] { string.Empty, "&action=get_vod_streams", "&action=get_vod_info&vod_id=2000001" })
        {
            using HttpResponseMessage response = await http.GetAsync(new Uri($"player_api.php?{credentials}{action}", UriKind.Relative));

            Assert.Equal(200, (int)response.StatusCode);
            Assert.Equal("{\"user_info\":{\"auth\":0}}"u8.ToArray(), await ProviderClient.ReadAsync(response));
        }
    }

    [Fact]
    public async Task An_account_can_stop_being_authorized()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using ProviderClient client = new(provider);
        provider.Account.Authorized = false;

        Assert.Equal("{\"user_info\":{\"auth\":0}}"u8.ToArray(), await client.GetAsync("get_series"));

        provider.Account.Authorized = true;
        Assert.Equal(JsonValueKind.Array, (await client.GetJsonAsync("get_series")).ValueKind);
    }

    [Theory]
    [InlineData(FakeAccountStatus.Expired)]
    [InlineData(FakeAccountStatus.Banned)]
    [InlineData(FakeAccountStatus.Disabled)]
    public async Task An_account_that_is_not_active_gets_its_own_description_for_every_action(FakeAccountStatus status)
    {
        await using FakeProvider provider = await FakeProvider.StartAsync();
        using ProviderClient client = new(provider);
        provider.Account.Status = status;

        foreach (string? action in new[] { null, "get_live_categories", "get_live_streams", "get_vod_streams", "get_series", "get_vod_info" })
        {
            JsonElement user = (await client.GetJsonAsync(action, "&vod_id=2000001")).GetProperty("user_info");
            Assert.Equal(1, user.GetProperty("auth").GetInt32());
            Assert.Equal(status.ToString(), user.GetProperty("status").GetString());
        }
    }

    [Fact]
    public async Task Credentials_are_the_options_own_and_may_need_encoding()
    {
        await using FakeProvider provider = await FakeProvider.StartAsync(new FakeProviderOptions { Username = "a@b", Password = "p&+ #%/é" });
        using HttpClient http = new() { BaseAddress = provider.BaseAddress };

        using HttpResponseMessage response = await http.GetAsync(
            new Uri($"player_api.php?username={Uri.EscapeDataString("a@b")}&password={Uri.EscapeDataString("p&+ #%/é")}", UriKind.Relative));

        JsonElement answer = ProviderClient.Parse(await ProviderClient.ReadAsync(response));
        Assert.Equal(1, answer.GetProperty("user_info").GetProperty("auth").GetInt32());
    }
}
