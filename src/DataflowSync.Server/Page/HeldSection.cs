namespace DataflowSync.Server.Page;

/// <summary>What was held back, why, and the way to accept it.</summary>
internal static class HeldSection
{
    public static Html Render(IReadOnlyCollection<HeldRow> rows, DateTimeOffset now) => Html.Of($"""
        <section id="held" data-part aria-labelledby="held-title"{Html.When(rows.Count == 0, () => Html.Of($" hidden"))}>
        <h2 id="held-title">Held back</h2>
        <ul class="cards held">{rows.Select(row => Row(row, now))}</ul>
        </section>
        """);

    private static Html Row(HeldRow row, DateTimeOffset now) => Html.Of($"""
        <li class="card"><div>
        <h3><a href="/profiles/{row.ProfileId}">{row.ProfileId}</a>: {row.Step}</h3>
        <p><strong>{Formats.Count(row.Fetch.Count)}</strong> fetched {Formats.Ago(row.Fetch.At, now)}, {PublishedOf(row)}</p>
        <p class="hint">Publishing it would have removed suspiciously much. Readers see the published list until the same is fetched again, at least 10 minutes later, or you accept it.</p>
        </div><button type="button" class="needs-script" id="accept-{row.ProfileId}-{row.Step}" data-action="accept" data-profile="{row.ProfileId}" data-step="{row.Step}" data-guard="{row.Fetch.Guard}" data-fetched="{Formats.Count(row.Fetch.Count)}" data-published="{(row.Published is { } count ? Formats.Count(count) : string.Empty)}" aria-label="Accept {Formats.Count(row.Fetch.Count)} {row.Step} of {row.ProfileId}">Accept…</button></li>
        """);

    private static Html PublishedOf(HeldRow row) => row.Published is { } published
        ? Html.Of($"<strong>{Formats.Count(published)}</strong> published{Html.When(published > row.Fetch.Count, () => Html.Of($": {Formats.Count(published - row.Fetch.Count)} fewer (−{Formats.Percent(1 - ((double)row.Fetch.Count / published))})"))}.")
        : Html.Of($"and not published.");
}
