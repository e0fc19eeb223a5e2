using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;

namespace DataflowSync.Xtream.Tests;

public sealed class PlaybackUrlTests
{
    private const string Encoded = "us%40r%20%261/p%23ss%25w%2Frd%2B";

    private readonly XtreamUrls _urls = new(profile => profile == "home"
        ? new XtreamAccount("http://panel.example.test:8080/c", Sources.Username, Sources.Password)
        : null);

    private static Channel Channel => new() { Id = 2_356_443_347 };

    [Fact]
    public void Each_kind_of_item_has_its_address()
    {
        const string Base = "http://panel.example.test:8080/c/";

        Assert.Equal($"{Base}live/{Encoded}/2356443347.ts", Text(_urls.ForChannel("home", Channel)));
        Assert.Equal($"{Base}live/{Encoded}/2356443347.m3u8", Text(_urls.ForChannel("home", Channel, "m3u8")));
        Assert.Equal($"{Base}movie/{Encoded}/7.mkv", Text(_urls.ForMovie("home", new Movie { Id = 7, ContainerExtension = "mkv" })));
        Assert.Equal($"{Base}series/{Encoded}/8.avi", Text(_urls.ForEpisode("home", new Episode { Id = 8, ContainerExtension = "avi" })));
    }

    [Theory]
    [InlineData("2026-05-06T07:08:59+02:00", 90, "ts", "90/2026-05-06:07-08/2356443347.ts")]
    [InlineData("2026-12-31T23:59:00-05:00", 0.5, "m3u8", "1/2026-12-31:23-59/2356443347.m3u8")]
    [InlineData("2026-05-06T07:08:00Z", 10_080, "ts", "10080/2026-05-06:07-08/2356443347.ts")]
    public void A_part_of_the_past_is_named_by_the_clock_of_its_own_zone(string start, double minutes, string extension, string expected)
    {
        var url = _urls.ForTimeshift(
            "home", Channel, DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromMinutes(minutes), extension);

        Assert.Equal($"http://panel.example.test:8080/c/timeshift/{Encoded}/{expected}", Text(url));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_081)]
    public void A_part_of_no_length_or_more_than_a_week_is_refused(int minutes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _urls.ForTimeshift("home", Channel, default, TimeSpan.FromMinutes(minutes)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("mkv?x=1")]
    [InlineData("mp4/../../x")]
    [InlineData("..")]
    [InlineData("m k v")]
    [InlineData("matroska9")]
    [InlineData("mkv\n")]
    [InlineData("ｍｋｖ")]
    public void An_extension_that_is_none_is_not_used(string? extension)
    {
        Assert.EndsWith("/7.mp4", Text(_urls.ForMovie("home", new Movie { Id = 7, ContainerExtension = extension })), StringComparison.Ordinal);
        Assert.EndsWith("/7.mp4", Text(_urls.ForEpisode("home", new Episode { Id = 7, ContainerExtension = extension })), StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => _urls.ForChannel("home", Channel, extension!));
        Assert.ThrowsAny<ArgumentException>(() => _urls.ForTimeshift("home", Channel, default, TimeSpan.FromMinutes(1), extension!));
    }

    [Fact]
    public void Only_the_address_itself_shows_credentials()
    {
        var url = _urls.ForMovie("home", new Movie { Id = 7, ContainerExtension = "mkv" });

        Assert.Equal("panel.example.test:8080/movie/***/***/7.mkv", $"{url}");
        Assert.DoesNotContain("us@r", JsonSerializer.Serialize(_urls), StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_without_an_account_is_unknown() =>
        Assert.Equal("away", Assert.Throws<UnknownProfileException>(() => _urls.ForMovie("away", new Movie { Id = 7 })).ProfileId.Value);

    [Fact]
    public void An_address_is_made_of_what_the_account_is_now()
    {
        var account = new XtreamAccount("http://old.example.test", "u", "p");
        var urls = new XtreamUrls(_ => account);
        Assert.Equal("http://old.example.test/movie/u/p/7.mp4", Text(urls.ForMovie("home", new Movie { Id = 7 })));

        account = new XtreamAccount("https://new.example.test", "u", "q");

        Assert.Equal("https://new.example.test/movie/u/q/7.mp4", Text(urls.ForMovie("home", new Movie { Id = 7 })));
    }

    [Fact]
    public void Credentials_of_dots_are_no_steps_up() =>
        Assert.Equal(
            "http://h/movie/%2E%2E/%2E/7.mp4",
            Text(new XtreamUrls(_ => new XtreamAccount("http://h", "..", ".")).ForMovie("home", new Movie { Id = 7 })));

    [Property]
    public void Credentials_of_any_characters_are_one_part_of_the_path_each(NonEmptyString username, NonEmptyString password)
    {
        var account = new XtreamAccount("http://h/", Whole(username.Get), Whole(password.Get));

        var parts = Text(new XtreamUrls(_ => account).ForMovie("home", new Movie { Id = 7 })).Split('/');

        Assert.Equal(7, parts.Length);
        Assert.Equal((account.Username, account.Password, "7.mp4"), (Uri.UnescapeDataString(parts[4]), Uri.UnescapeDataString(parts[5]), parts[6]));
    }

    /// <summary>Half a surrogate pair cannot be sent.</summary>
    private static string Whole(string text) => string.Concat(text.EnumerateRunes());

    private static string Text(XtreamUrl url) => url.Address.AbsoluteUri;
}
