using DataflowSync.Testing.Http;
using DataflowSync.Testing.Records;

namespace DataflowSync.Testing;

/// <summary>
/// One list of the fake provider: ids and revisions, from which every value is derived when the list is sent. Thread-safe. A response
/// that has begun goes on sending the list as it stood when the request came.
/// </summary>
/// <remarks>
/// <c>num</c> is the position in the response, as on real panels: an insertion at the top renumbers everything below it. An id that
/// was removed is never used again. Positions count items from 0, in the provider's order; rows repeated for further categories do
/// not count.
/// </remarks>
public sealed class FakeList
{
    // Spread changes and removals are taken at different places, so that a removal does not undo a change made just before.
    private const double ChangePhase = 0.25;
    private const double RemovePhase = 0.75;

    private readonly Lock _gate = new();
    private readonly Dataset _dataset;
    private readonly RecordFormat _format;
    private volatile ListState _state;

    internal FakeList(Dataset dataset, RecordFormat format, int count, FakeIdOrder ids, long seed)
    {
        _dataset = dataset;
        _format = format;
        Item[] items = NewItems(dataset.FirstId, count);
        if (ids == FakeIdOrder.Shuffled)
        {
            Shuffle(items, seed, dataset);
        }

        _state = new ListState(items, 0, dataset.FirstId + count);
    }

    /// <summary>The name of the dataset, for example <c>movie-categories</c>.</summary>
    public string Name => _dataset.Name;

    /// <summary>The action that answers with this list, for example <c>get_vod_categories</c>.</summary>
    public string Action => _dataset.Action;

    /// <summary>How many items the list has; each counts once, however many rows it is sent in.</summary>
    public int Count => _state.Items.Length;

    /// <summary>The ids of the items in the provider's order. A copy.</summary>
    public IReadOnlyList<int> Ids => Array.ConvertAll(_state.Items, item => item.Id);

    /// <summary>How many rows an unfiltered response has: more than <see cref="Count"/> where items are repeated for each category.</summary>
    public int CountRows() => _state.Items.Sum(item => _format.CategoriesOf(item).Rows);

    /// <summary>Appends new items, with ids above all that were there before.</summary>
    /// <returns>The new ids.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or above <see cref="FakeProviderOptions.MaxItems"/>.</exception>
    public IReadOnlyList<int> Add(int count) => Extend(count, (old, added) => [.. old, .. added]);

    /// <summary>Puts new items before all others, the newest first, as panels do that sort by the time of addition.</summary>
    /// <returns>The new ids, in their order in the list.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or above <see cref="FakeProviderOptions.MaxItems"/>.</exception>
    public IReadOnlyList<int> InsertAtTop(int count) => Extend(count, (old, added) =>
    {
        Array.Reverse(added);
        return [.. added, .. old];
    });

    /// <summary>Changes real fields of items spread evenly over the list; the expected document of each becomes another one.</summary>
    /// <param name="count">How many, 0 to <see cref="Count"/>.</param>
    /// <returns>The ids of the changed items.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or above <see cref="Count"/>.</exception>
    public IReadOnlyList<int> Change(int count) => Edit(items => Spread(count, items.Length, ChangePhase), Revise);

    /// <summary>Changes real fields of the items at the given positions.</summary>
    /// <returns>The ids of the changed items.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A position is outside the list.</exception>
    public IReadOnlyList<int> ChangeAt(params IEnumerable<int> positions) => Edit(items => Check(positions, items.Length), Revise);

    /// <summary>Removes items spread evenly over the list.</summary>
    /// <param name="count">How many, 0 to <see cref="Count"/>.</param>
    /// <returns>The ids of the removed items.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or above <see cref="Count"/>.</exception>
    public IReadOnlyList<int> Remove(int count) => Edit(items => Spread(count, items.Length, RemovePhase), Without);

    /// <summary>Removes the items at the given positions.</summary>
    /// <returns>The ids of the removed items.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A position is outside the list.</exception>
    public IReadOnlyList<int> RemoveAt(params IEnumerable<int> positions) => Edit(items => Check(positions, items.Length), Without);

    /// <summary>Removes everything: the list is then answered with <c>[]</c>.</summary>
    public void Clear() => Replace(state => state with { Items = [] });

    /// <summary>Puts the same items into another order, drawn from <paramref name="seed"/>.</summary>
    public void Reorder(long seed) => Replace(state =>
    {
        Item[] items = [.. state.Items];
        Shuffle(items, seed, _dataset);
        return state with { Items = items };
    });

    /// <summary>Sends every <c>num</c> one higher than before, and nothing else changed. Categories have no <c>num</c>.</summary>
    public void Renumber() => Replace(state => state with { NumOffset = state.NumOffset + 1 });

    /// <summary>
    /// What <c>dataflowsync export --kind</c> of this dataset must print after a complete sync of the list as it stands at this call:
    /// one JSON object an item, in the provider's order, empty fields left out. Compare as JSON, unless the other side writes its
    /// fields in the same order and escapes as little.
    /// </summary>
    public IEnumerable<string> ExpectedDocuments()
    {
        ListState state = _state;
        return Documents();

        IEnumerable<string> Documents()
        {
            using DocumentWriter writer = new();
            foreach (Item item in state.Items)
            {
                yield return writer.Write(_format, item);
            }
        }
    }

    internal ResponseBody Open(ListState state, int category, bool numbersAsStrings) => new ListBody(_format, state, category, numbersAsStrings);

    internal ListState Snapshot() => _state;

    internal ItemCategories CategoriesOf(Item item) => _format.CategoriesOf(item);

    internal Item? Find(int id)
    {
        Item[] items = _state.Items;
        int index = Array.FindIndex(items, item => item.Id == id);
        return index < 0 ? null : items[index];
    }

    private static Item[] NewItems(int firstId, int count)
    {
        Item[] items = new Item[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = new Item(firstId + i, 0);
        }

        return items;
    }

    private static void Shuffle(Item[] items, long seed, Dataset dataset)
    {
        Draw draw = Draw.For(seed, dataset.Salt, 0, -1);
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = draw.Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static int[] Spread(int count, int length, double phase)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, length);
        int[] positions = new int[count];
        for (int i = 0; i < count; i++)
        {
            positions[i] = (int)((i + phase) * length / count);
        }

        return positions;
    }

    private static int[] Check(IEnumerable<int> positions, int length)
    {
        int[] distinct = [.. positions.Distinct()];
        foreach (int position in distinct)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(position, nameof(positions));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, length, nameof(positions));
        }

        return distinct;
    }

    private static Item[] Revise(Item[] items, int[] positions)
    {
        Item[] revised = [.. items];
        foreach (int position in positions)
        {
            revised[position] = items[position] with { Revision = items[position].Revision + 1 };
        }

        return revised;
    }

    private static Item[] Without(Item[] items, int[] positions)
    {
        HashSet<int> gone = [.. positions];
        return [.. items.Where((_, position) => !gone.Contains(position))];
    }

    private int[] Extend(int count, Func<Item[], Item[], Item[]> merge)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, FakeProviderOptions.MaxItems);
        Item[] added = [];
        Replace(state =>
        {
            added = NewItems(state.NextId, count);
            return state with { Items = merge(state.Items, added), NextId = state.NextId + count };
        });
        return Array.ConvertAll(added, item => item.Id);
    }

    private int[] Edit(Func<Item[], int[]> choose, Func<Item[], int[], Item[]> apply)
    {
        int[] ids = [];
        Replace(state =>
        {
            int[] positions = choose(state.Items);
            ids = Array.ConvertAll(positions, position => state.Items[position].Id);
            return state with { Items = apply(state.Items, positions) };
        });
        return ids;
    }

    private void Replace(Func<ListState, ListState> change)
    {
        lock (_gate)
        {
            _state = change(_state);
        }
    }
}
