using System.Net;
using System.Text;
using System.Text.Json;

namespace DataflowSync.EndToEnd.Tests.Secrets;

/// <summary>A search that finds nothing proves nothing: this one finds every spelling.</summary>
public sealed class SecretSearchTests
{
    private const string Username = "us@er & 1+2#3%4/5 six";
    private const string Password = "p>>?ss &w+rd#%/ 1";

    private static readonly SecretSearch Search = new(Username, Password);

    public static TheoryData<string> Spellings()
    {
        var spellings = new HashSet<string>();
        foreach (var secret in new[] { Username, Password })
        {
            var escaped = Uri.EscapeDataString(secret);
            spellings.Add(secret);
            spellings.Add(secret.ToUpperInvariant());
            spellings.Add(escaped);
            spellings.Add(escaped.ToLowerInvariant());
            spellings.Add(escaped.Replace("%20", "+", StringComparison.Ordinal));
            spellings.Add(WebUtility.UrlEncode(secret).ToLowerInvariant());
            spellings.Add(Uri.EscapeDataString(escaped));
            spellings.Add(Uri.EscapeDataString(escaped).ToLowerInvariant());
            spellings.Add(secret.Replace("%", "%25", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal));
            spellings.Add(string.Concat(secret.Select(letter => $"%{(int)letter:x2}")));
            spellings.Add(JsonSerializer.Serialize(new { text = secret }));
            spellings.Add(JsonSerializer.Serialize(new { text = JsonSerializer.Serialize(secret) }));
            spellings.Add(JsonSerializer.Serialize(new { text = $"http://panel/?password={escaped}" }).Replace("/", "\\/", StringComparison.Ordinal));
            spellings.Add(WebUtility.HtmlEncode(secret));
            spellings.Add(WebUtility.HtmlEncode($"http://panel/?a=b&password={escaped}"));
            spellings.Add(Base64(secret));
            spellings.Add(Base64(secret).TrimEnd('='));
            spellings.Add(Base64(secret).Replace('+', '-').Replace('/', '_'));
            spellings.Add(JsonSerializer.Serialize(Base64(secret)));
        }

        foreach (var before in new[] { "", "a", "ab", "abc", "GET /player_api.php?username=" })
        {
            foreach (var after in new[] { "", "z", "yz", "xyz" })
            {
                spellings.Add(Base64($"{before}{Username}{after}"));
                spellings.Add(Base64($"{before}{Username}:{Password}{after}").TrimEnd('='));
                spellings.Add(Base64($"{before}{Password}{after}").Replace('+', '-').Replace('/', '_'));
            }
        }

        return [.. spellings];
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Every_spelling_is_found_in_texts_and_in_bytes_of_any_kind(string spelling)
    {
        Assert.NotEmpty(Search.In(spelling));
        Assert.NotEmpty(Search.In($"GET /{spelling} HTTP/1.1"));
        Assert.NotEmpty(Search.In([0xFF, 0x00, 0x80, .. Encoding.UTF8.GetBytes(spelling), 0xC3]));
        Assert.NotEmpty(Search.In([0xFF, 0x00, .. Encoding.Unicode.GetBytes(spelling), 0x00]));
        Assert.NotEmpty(Search.In([0xFF, .. Encoding.Unicode.GetBytes(spelling), 0x00, 0x01]));
    }

    [Fact]
    public void User_name_and_password_are_told_apart()
    {
        Assert.StartsWith("secret 1", Assert.Single(Search.In(Username)), StringComparison.Ordinal);
        Assert.StartsWith("secret 2", Assert.Single(Search.In(Password)), StringComparison.Ordinal);
        Assert.Equal(2, Search.In(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Username}:{Password}"))).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("us@er & 1+2#3%4/5 si")]
    [InlineData("p>>?ss")]
    [InlineData("http://panel.example.test/player_api.php?*")]
    [InlineData("100% &amp; \\ud800 %zz \\u12 % +")]
    public void What_is_no_secret_is_not_found(string text)
    {
        Assert.Empty(Search.In(text));
        Assert.Empty(Search.In(Encoding.UTF8.GetBytes(text)));
        Assert.Empty(Search.In(Base64(text)));
    }

    [Fact]
    public void Files_are_searched_with_their_names_and_those_below()
    {
        var directory = Directory.CreateTempSubdirectory("dataflowsync-search-");
        try
        {
            var below = directory.CreateSubdirectory("a").CreateSubdirectory("b").FullName;
            File.WriteAllText(Path.Combine(directory.FullName, "clean"), "nothing");
            Assert.Equal(1, Search.AssertNoneInFiles(directory.FullName));

            File.WriteAllBytes(Path.Combine(below, "data"), [1, 2, 3, .. Encoding.Unicode.GetBytes(Uri.EscapeDataString(Password)), 4]);
            Assert.Contains("data: secret 2", Assert.ThrowsAny<Exception>(() => Search.AssertNoneInFiles(directory.FullName)).Message, StringComparison.Ordinal);

            File.Delete(Path.Combine(below, "data"));
            File.WriteAllText(Path.Combine(below, Uri.EscapeDataString(Username)), "");
            Assert.Contains("secret 1", Assert.ThrowsAny<Exception>(() => Search.AssertNoneInFiles(directory.FullName)).Message, StringComparison.Ordinal);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_secret_that_is_too_short_to_mean_anything_is_refused() =>
        Assert.Throws<ArgumentException>(() => new SecretSearch("12345"));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
