namespace DataflowSync.Steps;

/// <summary>
/// Holds back a complete fetch that would remove suspiciously much: panels send valid, short lists while they rebuild
/// themselves. A second fetch like it confirms it.
/// </summary>
internal sealed class ShrinkGuard(SyncOptions options)
{
    private const double SameWithin = 0.05;

    /// <summary>Decides whether a complete fetch may publish.</summary>
    /// <param name="fetch">What was fetched, against what is published.</param>
    /// <param name="held">The fetch held back before, if any.</param>
    /// <param name="isAccepted">Whether the caller consents.</param>
    /// <param name="now">The time.</param>
    /// <returns>Null to publish; else the record to keep.</returns>
    public GuardRecord? Decide(in FetchSummary fetch, GuardRecord? held, bool isAccepted, DateTimeOffset now)
    {
        if (!IsSuspicious(fetch))
        {
            return null;
        }

        if (held is null)
        {
            return isAccepted ? null : new GuardRecord(fetch.Items, fetch.HashIds(), now);
        }

        // Consent was given to the fetch that was held back, not to whatever comes next.
        if (!IsLike(fetch.Items, held.Count))
        {
            return new GuardRecord(fetch.Items, fetch.HashIds(), now);
        }

        // Not one item out of many records is a change of the provider's format, and comes the same every time.
        var confirms = now - held.At >= options.GuardMinimumAge && !fetch.Unusable;
        return confirms || isAccepted ? null : held;
    }

    private bool IsSuspicious(in FetchSummary fetch)
    {
        // Another filter explains other items, but not fewer records.
        return fetch.Unusable
            || (fetch.FilterChanged ? IsShrink(fetch.ReceivedBefore, fetch.Received) : IsShrink(fetch.Before, fetch.Items));
    }

    private bool IsShrink(long before, long now)
    {
        var loss = before - now;
        return (now == 0 && before > 0) || (loss > options.GuardMaxLossCount && loss > before * options.GuardMaxLossRatio);
    }

    private static bool IsLike(long count, long other) => Math.Abs(count - other) <= other * SameWithin;
}
