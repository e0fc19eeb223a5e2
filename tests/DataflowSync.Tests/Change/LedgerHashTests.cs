using DataflowSync.Change;

namespace DataflowSync.Tests.Change;

public sealed class LedgerHashTests
{
    private const int Buckets = 1 << 16;

    [Fact]
    public void Every_bit_of_key_and_seed_reaches_every_bit_of_the_bucket()
    {
        const int Samples = 3_000;
        var random = new Random(11);
        for (var bit = 0; bit < 64; bit++)
        {
            var flips = new int[16];
            for (var i = 0; i < Samples; i++)
            {
                var (key, seed) = (random.NextInt64(), random.NextInt64());
                var other = i % 2 == 0 ? LedgerHash.BucketOf(key ^ (1L << bit), seed, Buckets) : LedgerHash.BucketOf(key, seed ^ (1L << bit), Buckets);
                var difference = LedgerHash.BucketOf(key, seed, Buckets) ^ other;
                for (var place = 0; place < flips.Length; place++)
                {
                    flips[place] += difference >> place & 1;
                }
            }

            Assert.All(flips, count => Assert.InRange(count / (double)Samples, 0.4, 0.6));
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(1_000)]
    public void Each_bucket_is_used_and_none_by_more_than_its_share(int buckets)
    {
        var keys = new int[buckets];
        for (var key = 1; key <= buckets * 400; key++)
        {
            keys[LedgerHash.BucketOf(key, 5, buckets)]++;
        }

        // A bucket that is not split yet has twice what its halves will have.
        Assert.All(keys, count => Assert.InRange(count, 100, 1_000));
    }

    [Fact]
    public void Another_seed_spreads_keys_that_shared_a_bucket()
    {
        var together = Enumerable.Range(1, 1_000_000).Where(key => LedgerHash.BucketOf(key, 1, 1_024) == 7).ToList();

        Assert.InRange(together.Count, 700, 1_300);
        Assert.InRange(together.Select(key => LedgerHash.BucketOf(key, 2, 1_024)).Distinct().Count(), 400, 1_024);
    }

    [Fact]
    public void A_bucket_that_is_split_gives_keys_to_the_new_one_alone()
    {
        for (var buckets = 16; buckets < 200; buckets++)
        {
            for (var key = 1; key <= 500; key++)
            {
                var (before, after) = (LedgerHash.BucketOf(key, 9, buckets), LedgerHash.BucketOf(key, 9, buckets + 1));
                Assert.True(after == before || after == buckets, $"key {key}: {before} of {buckets}, then {after}");
            }
        }
    }
}
