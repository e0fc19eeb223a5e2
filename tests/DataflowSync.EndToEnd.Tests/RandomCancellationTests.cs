using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Testing;
using FsCheck;
using FsCheck.Xunit;

namespace DataflowSync.EndToEnd.Tests;

/// <summary>
/// Runs against a provider over HTTP, cancelled at the n-th thing that happens, whatever it is: a request, a read, an event of
/// progress, an insertion, a publication. A failing seed is printed and can be given to the method as it is.
/// </summary>
public sealed class RandomCancellationTests
{
    private const int FirstEvents = 60;

    [Property(MaxTest = 40)]
    public async Task Whenever_it_is_cancelled_a_run_keeps_what_is_published_and_leaves_nothing_going_on(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        await using var provider = await FakeProvider.StartAsync(new FakeProviderOptions
        {
            Seed = random.Next(),
            Channels = 60,
            Movies = 150,
            Series = 40,
            RepeatPerCategory = random.Next(2) * 0.3,
            Gzip = random.Next(2) == 0,
        });
        using var sync = new DisturbedSync(provider, random);
        await sync.CancelSomewhereAsync(FirstEvents);
        var events = await sync.CompleteAsync();
        provider.Catalog.Channels.Change(random.Next(60));
        provider.Catalog.Movies.Change(random.Next(150));
        provider.Catalog.Movies.InsertAtTop(random.Next(10));
        provider.Catalog.Series.Reorder(random.Next());

        await sync.CancelSomewhereAsync(events);

        await sync.CompleteAsync();
    }
}
