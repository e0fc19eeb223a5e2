namespace DataflowSync.Fuzz.Reading;

/// <summary>What must hold for any record and the item made of it.</summary>
internal static class ItemChecks
{
    /// <summary>Maps a record with the format it was framed for.</summary>
    /// <returns>Why it became no item, or null.</returns>
    /// <exception cref="BrokenInvariantException">Framing and mapping disagree, or the item is not clean.</exception>
    public static RejectReason? Map(IRecordFormat format, Framed frame, ItemBuilder item)
    {
        item.Reset();
        var reject = frame.Reject ?? format.Map(frame.Bytes, item);
        if (reject is not null)
        {
            BrokenInvariantException.ThrowIf(frame.Reject is null && frame.Key is not null, "a record without an id has a key");
            return reject;
        }

        BrokenInvariantException.ThrowIf(item.Key == 0, "an item has no key");
        BrokenInvariantException.ThrowIf(frame.Key is not null && frame.Key != item.Key, "framing and mapping read different keys");
        BrokenInvariantException.ThrowIf(frame.Fingerprint == 0, "a record has no fingerprint");
        var fingerprint = item.Fingerprint();
        var made = item.ToItem();
        BrokenInvariantException.ThrowIf(made.Id.Length == 0 || made.Fields[0].Key != format.Fields[0], "an item has no id");
        BrokenInvariantException.ThrowIf(made.Fields.SelectMany(field => Texts(field.Value)).Any(IsUnclean), "an item has a text that is not clean");
        AssertSurvivesSpool(format, item, fingerprint);
        return null;
    }

    private static void AssertSurvivesSpool(IRecordFormat format, ItemBuilder item, ulong fingerprint)
    {
        var copy = new ItemBuilder(format);
        copy.Load(item.Encode());
        BrokenInvariantException.ThrowIf(copy.Fingerprint() != fingerprint, "an item is another one behind the spool");
    }

    private static IEnumerable<string> Texts(object value) => value switch
    {
        string text => [text],
        IEnumerable<string> list => list,
        _ => [],
    };

    /// <summary>Empty, with U+0000, or with half a surrogate pair.</summary>
    private static bool IsUnclean(string text) =>
        text.Length == 0 || text.Contains('\0') || !IsPaired(text);

    private static bool IsPaired(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && !(at + 1 < text.Length && char.IsSurrogatePair(text[at], text[++at])))
            {
                return false;
            }
        }

        return true;
    }
}
