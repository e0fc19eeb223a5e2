namespace DataflowSync.Tests.Change;

/// <summary>Ledgers of the tests.</summary>
internal static class Ledgers
{
    /// <summary>A ledger of the keys from 1; an item's fingerprint is three times its key.</summary>
    public static Ledger Filled(int items)
    {
        var ledger = new Ledger();
        for (var key = 1; key <= items; key++)
        {
            ledger.EntryOf(ledger.Add(key)).Item = (ulong)key * 3;
        }

        return ledger;
    }

    /// <summary>The ledger as a file.</summary>
    public static byte[] Saved(Ledger ledger)
    {
        var file = new MemoryStream();
        ledger.Save(file);
        return file.ToArray();
    }
}
