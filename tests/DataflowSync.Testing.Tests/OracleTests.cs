using FsCheck.Xunit;

namespace DataflowSync.Testing.Tests;

public sealed class OracleTests
{
    public static TheoryData<string, bool, double, FakeIdOrder> Cases()
    {
        TheoryData<string, bool, double, FakeIdOrder> cases = [];
        foreach (string dataset in Rendering.DatasetNames)
        {
            cases.Add(dataset, false, 0, FakeIdOrder.Ascending);
            cases.Add(dataset, true, 0.4, FakeIdOrder.Shuffled);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Expected_documents_are_what_the_served_rows_map_to(string dataset, bool asStrings, double repeated, FakeIdOrder ids)
    {
        await using FakeProvider provider = await FakeProvider.StartAsync(new FakeProviderOptions
        {
            Channels = 3_000,
            Movies = 3_000,
            Series = 3_000,
            NumbersAsStrings = asStrings,
            RepeatPerCategory = repeated,
            Ids = ids,
            Seed = 7,
        });
        using ProviderClient client = new(provider);
        FakeList list = provider.Catalog[dataset];
        list.InsertAtTop(5);
        list.Change(list.Count / 2);
        list.Remove(3);

        IReadOnlyList<string> mapped = ExportMapping.Map(dataset, await client.GetJsonAsync(list.Action));

        Assert.Equal(list.Count, mapped.Count);
        Assert.Equal(mapped, list.ExpectedDocuments());
    }

    [Property(MaxTest = 60)]
    public void Expected_documents_hold_after_any_sequence_of_changes((byte Operation, byte Amount)[] steps)
    {
        FakeCatalog catalog = new(new FakeProviderOptions { Movies = 40, Series = 30, Channels = 30, RepeatPerCategory = 0.5 });
        foreach (string dataset in Rendering.DatasetNames)
        {
            FakeList list = catalog[dataset];
            foreach ((byte operation, byte amount) in steps)
            {
                Apply(list, operation, amount % 50);
            }

            Assert.Equal(ExportMapping.Map(dataset, Rendering.RenderJson(list)), list.ExpectedDocuments());
            Assert.Equal(list.Count, list.Ids.Distinct().Count());
        }
    }

    [Fact]
    public void Expected_documents_are_of_the_list_at_the_call()
    {
        FakeList list = new FakeCatalog(new FakeProviderOptions()).Movies;
        string[] before = [.. list.ExpectedDocuments()];

        IEnumerable<string> asked = list.ExpectedDocuments();
        list.Clear();

        Assert.Equal(before, asked);
        Assert.Empty(list.ExpectedDocuments());
    }

    private static void Apply(FakeList list, int operation, int amount)
    {
        int some = Math.Min(amount, list.Count);
        switch (operation % 8)
        {
            case 0:
                list.Add(amount);
                break;
            case 1:
                list.InsertAtTop(amount);
                break;
            case 2:
                list.Change(some);
                break;
            case 3:
                list.Remove(some);
                break;
            case 4:
                list.Reorder(amount);
                break;
            case 5:
                list.Renumber();
                break;
            case 6:
                list.ChangeAt(Enumerable.Range(0, some));
                break;
            default:
                list.RemoveAt(Enumerable.Range(list.Count - some, some));
                break;
        }
    }
}
