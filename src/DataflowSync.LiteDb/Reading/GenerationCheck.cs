using System.IO.Hashing;
using System.Runtime.InteropServices;
using DataflowSync.LiteDb.Documents;
using DataflowSync.LiteDb.Files;

namespace DataflowSync.LiteDb.Reading;

/// <summary>
/// Reads a published generation whole and compares its parts: pages with sums, provider order with ledger, groups with order,
/// documents with ledger and groups. It needs 12 bytes a row beside the ledger.
/// </summary>
internal sealed class GenerationCheck(OpenGeneration generation, CancellationToken cancellationToken)
{
    private const int RowsBetweenChecks = 1 << 10;
    private const int NoPosition = -1;

    /// <returns>One line for each damaged file; where all files are whole, one for each kind of contradiction between them.</returns>
    public IReadOnlyList<string> Run()
    {
        var damage = new List<string>();
        foreach (var file in generation.Files)
        {
            Collect(damage, () => file.VerifyAll(cancellationToken));
        }

        if (damage.Count > 0)
        {
            return damage; // What a damaged file holds contradicts everything: that would say the same again.
        }

        var ledger = generation.Index.LoadLedger();
        var positions = new int[ledger.RowCount];
        Array.Fill(positions, NoPosition);
        var groupSums = new ulong[ledger.RowCount];
        Collect(damage, () => CheckOrder(ledger, positions));
        Collect(damage, () => CheckGroups(positions, groupSums));
        Collect(damage, CheckCounts);
        Collect(damage, () => CheckDocuments(ledger, groupSums));
        return damage;
    }

    private static void Collect(List<string> damage, Action check)
    {
        try
        {
            check();
        }
        catch (Exception e) when (Damage.IsShownBy(e))
        {
            damage.Add(e.Message);
        }
    }

    /// <summary>The provider's order names the row of every item of the ledger, once.</summary>
    private void CheckOrder(Ledger ledger, int[] positions)
    {
        var order = generation.Index.Order;
        if (order.Count != ledger.Count)
        {
            throw new InvalidDataException($"the provider's order has {order.Count} items, the ledger {ledger.Count}");
        }

        var position = 0;
        foreach (var row in generation.Index.Rows(order))
        {
            if ((uint)row >= (uint)positions.Length || positions[row] != NoPosition)
            {
                throw new InvalidDataException($"the provider's order names row {row} twice, or there is none");
            }

            positions[row] = position++;
        }

        foreach (var (_, row) in ledger.Rows())
        {
            if (positions[row] == NoPosition)
            {
                throw new InvalidDataException($"the item of row {row} is not in the provider's order");
            }
        }
    }

    /// <summary>A group names rows of items, each once, in the provider's order.</summary>
    private void CheckGroups(int[] positions, ulong[] groupSums)
    {
        foreach (var group in generation.Index.Groups())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var last = NoPosition;
            foreach (var row in generation.Index.Rows(group.Rows))
            {
                if ((uint)row >= (uint)positions.Length || positions[row] <= last)
                {
                    throw new InvalidDataException($"group {group.Id} names row {row} twice, out of order, or there is none");
                }

                last = positions[row];
                groupSums[row] += SumOf(group.Id);
            }
        }
    }

    /// <summary>The files hold as many documents as were written, those of vanished items included.</summary>
    private void CheckCounts()
    {
        var pointer = generation.Pointer;
        CheckCount(generation.Base, pointer.Base, pointer.BaseDocuments);
        if (generation.Overlay is not null)
        {
            CheckCount(generation.Overlay, pointer.Overlay!, pointer.OverlayDocuments);
        }
    }

    private void CheckCount(VerifiedFile file, StoredFile stored, long expected)
    {
        using var documents = new SequentialDocuments(file, generation.Dataset);
        var found = documents.Count(cancellationToken);
        if (found != expected)
        {
            throw new InvalidDataException($"{stored.Name} has {found} documents instead of {expected}");
        }
    }

    /// <summary>Every item of the ledger has its own document, and is in the groups its document names.</summary>
    private void CheckDocuments(Ledger ledger, ulong[] groupSums)
    {
        var expected = generation.Pointer.Generation.Count;
        if (ledger.Count != expected)
        {
            throw new InvalidDataException($"there are {ledger.Count} items instead of {expected}");
        }

        if (generation.Overlay is null && !generation.Index.OverlayRows.IsEmpty)
        {
            throw new InvalidDataException("the file with the changed documents is missing");
        }

        using var documents = new PublishedDocuments(generation);
        foreach (var (key, row) in ledger.Rows())
        {
            if (row % RowsBetweenChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var item = ItemDocument.ToItem(documents.Next(row));
            if (Ledger.KeyOf(item.Id) != key)
            {
                throw new InvalidDataException($"the document of row {row} is another item's than the ledger says");
            }

            if (groupSums[row] != 0 && !HasGroups(item, groupSums[row]))
            {
                throw new InvalidDataException($"item {item.Id} is in other groups than its document says");
            }
        }
    }

    /// <summary>Which of its lists holds an item's groups only the format knows: one of them has to be exactly these.</summary>
    private static bool HasGroups(CatalogItem item, ulong groupSum)
    {
        foreach (var (_, value) in item.Fields)
        {
            if (value is not IReadOnlyList<string> list)
            {
                continue;
            }

            ulong sum = 0;
            foreach (var element in list)
            {
                sum += SumOf(element);
            }

            if (sum == groupSum)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Summed over the groups of an item, so that their order means nothing.</summary>
    private static ulong SumOf(string group) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(group.AsSpan()));
}
