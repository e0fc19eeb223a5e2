using DataflowSync.Steps;

namespace DataflowSync.Tests.Steps;

public sealed class ShrinkGuardTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(100, 0, true)]
    [InlineData(1, 0, true)]
    [InlineData(0, 0, false)]
    [InlineData(1_000, 700, false)]
    [InlineData(1_000, 699, true)]
    [InlineData(100, 50, false)]
    [InlineData(100, 49, true)]
    [InlineData(10, 1, false)]
    [InlineData(1_000, 5_000, false)]
    public void A_fetch_is_held_back_when_nothing_or_far_less_came(long before, long items, bool isHeld) =>
        Assert.Equal(isHeld, Decide(Fetch(before, items)) is not null);

    [Fact]
    public void Records_of_which_none_is_usable_are_held_back_even_the_first_time_and_again()
    {
        var fetch = Fetch(0, 0) with { Received = 10, Unusable = true };
        var held = Decide(fetch);

        Assert.NotNull(held);
        Assert.NotNull(Decide(fetch, held));
    }

    [Fact]
    public void A_second_fetch_within_five_percent_confirms_the_first()
    {
        var held = new GuardRecord(100, 1, Now);

        Assert.Null(Decide(Fetch(1_000, 105), held));
        Assert.Null(Decide(Fetch(1_000, 95), held));
        Assert.Equal(106, Decide(Fetch(1_000, 106), held)?.Count);
        Assert.Null(Decide(Fetch(1_000, 0), new GuardRecord(0, 1, Now)));
    }

    [Fact]
    public void A_confirmation_that_comes_too_early_leaves_the_record_as_it_is()
    {
        var held = new GuardRecord(100, 1, Now.AddMinutes(-5));
        var options = new SyncOptions { GuardMinimumAge = TimeSpan.FromMinutes(10) };

        Assert.Equal(held, new ShrinkGuard(options).Decide(Fetch(1_000, 100), held, isAccepted: false, Now));
        Assert.Null(new ShrinkGuard(options).Decide(Fetch(1_000, 100), held, isAccepted: false, Now.AddMinutes(5)));
    }

    [Fact]
    public void Consent_and_another_filter_publish()
    {
        Assert.Null(Decide(Fetch(1_000, 1), accepted: true));
        Assert.Null(Decide(Fetch(1_000, 1) with { Received = 1_000, FilterChanged = true }));
    }

    [Fact]
    public void Another_filter_does_not_explain_that_fewer_records_came() =>
        Assert.NotNull(Decide(Fetch(1_000, 0) with { Received = 0, FilterChanged = true }));

    [Fact]
    public void As_many_records_do_not_explain_fewer_items_under_the_same_filter() =>
        Assert.NotNull(Decide(Fetch(1_000, 100) with { Received = 1_000 }));

    [Fact]
    public void Consent_holds_for_the_fetch_that_was_held_back_and_for_no_other()
    {
        var held = new GuardRecord(600, 1, Now);

        Assert.Null(Decide(Fetch(1_000, 600), held, accepted: true));
        Assert.Equal(0, Decide(Fetch(1_000, 0), held, accepted: true)?.Count);
        Assert.Null(Decide(Fetch(10, 0) with { Received = 10, Unusable = true }, new GuardRecord(0, 1, Now), accepted: true));
    }

    private static FetchSummary Fetch(long before, long items) =>
        new(before, ReceivedBefore: before, items, Received: items, Unusable: false, FilterChanged: false, HashIds: () => 1);

    private static GuardRecord? Decide(FetchSummary fetch, GuardRecord? held = null, bool accepted = false) =>
        new ShrinkGuard(new SyncOptions()).Decide(fetch, held, accepted, Now);
}
