using System.ComponentModel.DataAnnotations;

namespace DataflowSync.Xtream.Tests;

public sealed class OptionsTests
{
    private static readonly XtreamAccount Account = new("http://panel.example.test", "u", "p");

    public static TheoryData<Action<XtreamOptions>> OutOfRange() =>
    [
        options => options.ConnectTimeout = TimeSpan.Zero,
        options => options.HeadersTimeout = TimeSpan.FromDays(2),
        options => options.RequestInterval = TimeSpan.FromMilliseconds(-1),
        options => options.BreakerThreshold = 0,
        options => options.BreakerThreshold = 1_001,
        options => options.BreakerDuration = TimeSpan.FromHours(2),
        options => options.MaxCompressionRatio = 0,
        options => options.MaxCompressionRatio = 1_101,
        options => options.MaxDocumentBytes = 1,
        options => options.MaxRedirects = -1,
        options => options.UserAgent = "",
        options => options.UserAgent = "a\nb",
    ];

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void An_option_out_of_its_range_is_refused(Action<XtreamOptions> change)
    {
        var options = new XtreamOptions();
        change(options);

        Assert.Throws<ValidationException>(() => XtreamSource.Create(Account, options));
    }

    [Fact]
    public void The_defaults_are_what_providers_need()
    {
        var options = new XtreamOptions();

        Assert.Equal(TimeSpan.FromSeconds(15), options.ConnectTimeout);
        Assert.Equal(TimeSpan.FromSeconds(200), options.HeadersTimeout);
        Assert.Equal(TimeSpan.FromMilliseconds(250), options.RequestInterval);
        Assert.Equal((8, TimeSpan.FromSeconds(30)), (options.BreakerThreshold, options.BreakerDuration));
        Assert.Equal(200, options.MaxCompressionRatio);
        Assert.Equal((64 << 20, 5), (options.MaxDocumentBytes, options.MaxRedirects));
        Assert.False(options.InsecureTls || options.UseSystemProxy || options.AllowRedirectsToOtherHosts || options.AllowInsecureRedirects);
        XtreamSource.Create(Account, options).Dispose();
    }
}
