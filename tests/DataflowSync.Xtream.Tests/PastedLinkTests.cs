namespace DataflowSync.Xtream.Tests;

public sealed class PastedLinkTests
{
    [Theory]
    [InlineData("h:8080", "http://h:8080/")]
    [InlineData("https://h/", "https://h/")]
    [InlineData("https://h", "https://h/")]
    [InlineData("  http://h:8080/ \t\r\n", "http://h:8080/")]
    [InlineData("http://h:80/a/b/", "http://h/a/b/")]
    [InlineData("http://h/a/b//", "http://h/a/b/")]
    [InlineData("HTTP://H/player_api.php?username=a#x", "http://h/")]
    [InlineData("h/panel/get.php?username=a&password=b", "http://h/panel/")]
    [InlineData("http://[2001:db8::1]:8080", "http://[2001:db8::1]:8080/")]
    [InlineData("[::1]:8080/", "http://[::1]:8080/")]
    [InlineData("192.0.2.7:25461", "http://192.0.2.7:25461/")]
    [InlineData("http://bücher.example.test", "http://bücher.example.test/")]
    public void A_base_address_is_brought_to_one_form(string url, string expected) =>
        Assert.Equal(new Uri(expected), new XtreamAccount(url, "u", "p").BaseUrl);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("ftp://h/")]
    [InlineData("http://")]
    [InlineData("http://h:99999/")]
    [InlineData("http://[::1/")]
    [InlineData("http://me:SECRET@h/", "user information")]
    [InlineData("me:SECRET@h:8080", "user information")]
    [InlineData("http://SEC/RET:SECRET@h", "user information")]
    [InlineData("http://me:SECRET@h/get.php?username=u&password=p", "user information")]
    [InlineData("file:///SECRET")]
    public void What_is_no_address_is_refused_without_repeating_it(string url, string expected = "")
    {
        foreach (var exception in new[]
        {
            Assert.ThrowsAny<ArgumentException>(() => new XtreamAccount(url, "user", "pass")),
            Assert.ThrowsAny<ArgumentException>(() => XtreamAccount.FromLink(url)),
        })
        {
            Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("SECRET", exception.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain('\n', exception.Message);
        }
    }

    [Theory]
    [InlineData("http://h:8080/get.php?username=U&password=P&type=m3u_plus&output=ts", "http://h:8080/", "U", "P")]
    [InlineData(" h/c/player_api.php?password=P&username=U&action=get_series ", "http://h/c/", "U", "P")]
    [InlineData("https://h/xmltv.php?username=U&password=P#top", "https://h/", "U", "P")]
    [InlineData("http://[::1]:8080/get.php?username=U&password=P", "http://[::1]:8080/", "U", "P")]
    [InlineData("http://h/?USERNAME=U&Password=P", "http://h/", "U", "P")]
    [InlineData("http://h/get.php?username=us%40r%20%261&password=p%23ss%25w%2Frd%2B", "http://h/", "us@r &1", "p#ss%w/rd+")]
    [InlineData("http://h/get.php?username=a+b&password=a=b==", "http://h/", "a b", "a=b==")]
    [InlineData("http://h/get.php?username=x&username=U&password=P&password=", "http://h/", "U", "P")]
    [InlineData("http://h/get.php?username=n%C3%A4me&password=пароль", "http://h/", "näme", "пароль")]
    public void Host_and_credentials_are_taken_from_a_whole_link(string link, string baseUrl, string username, string password)
    {
        var account = XtreamAccount.FromLink(link, userAgent: "Player/1");

        Assert.Equal((baseUrl, username, password, "Player/1"), (account.BaseUrl.AbsoluteUri, account.Username, account.Password, account.UserAgent));
        Assert.DoesNotContain("P", account.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_given_goes_before_what_the_link_says()
    {
        const string Link = "http://h/get.php?username=U&password=P";

        Assert.Equal(("me", "P"), Credentials(XtreamAccount.FromLink(Link, username: "me")));
        Assert.Equal(("U", "mine"), Credentials(XtreamAccount.FromLink(Link, password: "mine")));
        Assert.Equal(("me", "mine"), Credentials(XtreamAccount.FromLink("h:8080", "me", "mine")));
    }

    [Theory]
    [InlineData("http://h/get.php?password=SECRET", "username")]
    [InlineData("http://h/get.php?username=&password=SECRET", "username")]
    [InlineData("http://h/get.php?username=SECRET", "password")]
    [InlineData("http://h/", "username")]
    public void A_link_without_credentials_says_which_is_missing(string link, string parameter)
    {
        var exception = Assert.Throws<ArgumentException>(() => XtreamAccount.FromLink(link));

        Assert.Equal(parameter, exception.ParamName);
        Assert.DoesNotContain("SECRET", exception.Message, StringComparison.Ordinal);
    }

    private static (string, string) Credentials(XtreamAccount account) => (account.Username, account.Password);
}
