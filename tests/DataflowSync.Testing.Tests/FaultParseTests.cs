using FsCheck.Xunit;

namespace DataflowSync.Testing.Tests;

public sealed class FaultParseTests
{
    [Theory]
    [InlineData("movies:status=503,times=2", "movies:times=2,status=503")]
    [InlineData("movies:times=2,status=503", "movies:times=2,status=503")]
    [InlineData("movies:status=429,retry-after=3,times=1", "movies:times=1,status=429,retry-after=3")]
    [InlineData("movies:truncate=4096", "movies:times=1,truncate=4096")]
    [InlineData("channels:stall=1000", "channels:times=1,stall=1000")]
    [InlineData("series:reset=0", "series:times=1,reset=0")]
    [InlineData("*:delay=2s", "*:times=1,delay=2000ms")]
    [InlineData("*:delay=250ms", "*:times=1,delay=250ms")]
    [InlineData("*:delay=1.5s", "*:times=1,delay=1500ms")]
    [InlineData("*:delay=2m", "*:times=1,delay=120000ms")]
    [InlineData("*:delay=1h", "*:times=1,delay=3600000ms")]
    [InlineData("account:times=forever,status=884", "account:times=forever,status=884")]
    [InlineData("series-categories:body=null", "series-categories:times=1,type=application/json,body=(4 bytes)")]
    [InlineData("movie-categories:type=text/html,body=<html>,</html>", "movie-categories:times=1,type=text/html,body=(14 bytes)")]
    [InlineData("channel-categories:body=", "channel-categories:times=1,type=application/json,body=(0 bytes)")]
    [InlineData("movies:category=12,status=503", "movies:times=1,category=12,status=503")]
    [InlineData("movies:times=forever,category=whole,body=", "movies:times=forever,category=whole,type=application/json,body=(0 bytes)")]
    public void The_text_form_is_read(string spec, string normal) => Assert.Equal(normal, Fault.Parse(spec).ToString());

    [Theory]
    [InlineData("", "TARGET")]
    [InlineData("movies", "TARGET")]
    [InlineData("movies:", "status=CODE")]
    [InlineData("films:status=503", "movie-categories")]
    [InlineData("Movies:status=503", "movie-categories")]
    [InlineData("movies:status", "status=CODE")]
    [InlineData("movies:status=", "200 to 999")]
    [InlineData("movies:status=99", "200 to 999")]
    [InlineData("movies:status=1000", "200 to 999")]
    [InlineData("movies:status=+503", "200 to 999")]
    [InlineData("movies:status=503,times=0", "times is a whole number from 1")]
    [InlineData("movies:status=503,times=ever", "times is a whole number from 1")]
    [InlineData("movies:status=503,times=2,times=3", "twice")]
    [InlineData("movies:status=503,retry-after=soon", "retry-after is a whole number")]
    [InlineData("movies:stall=1,retry-after=3", "does not go with stall")]
    [InlineData("movies:status=503,colour=red", "does not go with status")]
    [InlineData("movies:status=503,stall=5", "status=CODE")]
    [InlineData("movies:times=2", "status=CODE")]
    [InlineData("movies:stall=-1", "byte position")]
    [InlineData("movies:truncate=4k", "byte position")]
    [InlineData("movies:delay=2", "250ms")]
    [InlineData("movies:delay=-2s", "250ms")]
    [InlineData("movies:delay=s", "250ms")]
    [InlineData("movies:delay=9999h", "49 days")]
    [InlineData("movies:type=ü,body=x", "printable ASCII")]
    [InlineData("movies:type=,body=x", "content")]
    public void What_is_something_else_is_refused_with_what_is_allowed(string spec, string allowed)
    {
        FormatException error = Assert.Throws<FormatException>(() => Fault.Parse(spec));

        Assert.Contains(allowed, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Property]
    public void Any_text_is_a_fault_or_refused_in_one_line(string? start, string? rest)
    {
        foreach (string spec in new[] { start ?? string.Empty, $"movies:{start}={rest}", $"*:status=503,{start}", $"*:{start},body={rest}" })
        {
            try
            {
                Assert.NotNull(Fault.Parse(spec).ToString());
            }
            catch (FormatException e)
            {
                Assert.DoesNotContain(e.Message, c => char.IsControl(c));
            }
        }
    }

    [Fact]
    public void Values_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Status(199));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Status(503, TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Delay(TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Delay(TimeSpan.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Stall(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Status(503) with { Times = 0 });
        Assert.Throws<ArgumentException>(() => Fault.Status(503) with { Target = "films" });
        Assert.Throws<ArgumentException>(() => Fault.Body("x", "text/html\r\nSet-Cookie: a"));
    }
}
