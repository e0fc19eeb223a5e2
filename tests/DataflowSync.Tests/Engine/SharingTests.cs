namespace DataflowSync.Tests.Engine;

public sealed class SharingTests
{
    [Fact]
    public void What_extensions_of_a_builder_share_is_made_once_for_each_type_and_builder()
    {
        var builder = new SyncEngineBuilder();

        var list = builder.Share(() => new List<int>());

        Assert.Same(list, builder.Share<List<int>>(() => throw new InvalidOperationException("It is there already.")));
        Assert.NotNull(builder.Share(() => new List<string>()));
        Assert.NotSame(list, new SyncEngineBuilder().Share(() => new List<int>()));
    }

    [Fact]
    public void What_could_not_be_made_is_made_by_the_next_who_asks()
    {
        var builder = new SyncEngineBuilder();
        Assert.Throws<InvalidOperationException>(() => builder.Share<string>(() => throw new InvalidOperationException("no")));

        Assert.Equal("yes", builder.Share(() => "yes"));
    }
}
