using DataflowSync.Hosting;
using DataflowSync.Server.Progress;

namespace DataflowSync.Server.Page;

/// <summary>All profiles at a glance.</summary>
internal static class OverviewPage
{
    private const int PageSize = 100;

    /// <param name="profiles">All profiles, by name.</param>
    /// <param name="runs">What goes on.</param>
    /// <param name="query">Which profiles to show.</param>
    /// <param name="next">Tells when a profile is synced next.</param>
    /// <param name="now">The time.</param>
    public static Html Render(
        IReadOnlyCollection<ProfileSummary> profiles, IReadOnlyCollection<LiveRun> runs, OverviewQuery query, Func<string, DateTimeOffset?> next, DateTimeOffset now)
    {
        var running = runs.Select(run => run.ProfileId).ToHashSet(StringComparer.Ordinal);
        var fitting = profiles.Where(query.Fits).OrderByDescending(profile => profile.State >= ProfileState.Failed).ToList();
        var pages = Math.Max(1, (fitting.Count + PageSize - 1) / PageSize);
        var page = Math.Min(query.Page, pages);
        return profiles.Count == 0 ? Empty() : Html.Of($"""
            <h1>Profiles</h1>
            {Totals(profiles, query, now)}
            {LiveSection.Render(runs)}
            {HeldSection.Render([.. profiles.SelectMany(profile => profile.Held).Take(PageSize)], now)}
            <section aria-labelledby="all-title">
            <div class="bar"><h2 id="all-title">{(query.State is null ? "All profiles" : "Profiles in this state")}</h2>{Search(query)}</div>
            {Html.When(fitting.Count == 0, () => Html.Of($"""<p id="none">No profile is like this. <a href="/">Show all</a></p>"""))}
            <table class="profiles"><thead><tr><th scope="col">Profile</th><th scope="col">State</th><th scope="col">Last success</th>{SyncKinds.All.Select(kind => Html.Of($"<th scope=\"col\" class=\"number\">{Title(kind)}</th>"))}<th scope="col">Next</th><th scope="col">Last runs</th><th scope="col"><span class="hidden">Actions</span></th></tr></thead>
            <tbody id="rows" data-part>{fitting.Skip((page - 1) * PageSize).Take(PageSize).Select(profile => Row(profile, running.Contains(profile.Id), next(profile.Id), now))}</tbody></table>
            {Html.When(pages > 1, () => Pages(query, page, pages))}
            </section>
            """);
    }

    private static Html Totals(IReadOnlyCollection<ProfileSummary> profiles, OverviewQuery query, DateTimeOffset now)
    {
        var oldest = profiles.Where(profile => profile.LastSuccess is not null).Min(profile => profile.LastSuccess);
        return Html.Of($"""
            <ul id="totals" data-part class="totals" aria-label="Profiles by state">
            <li><a href="/"{Current(query.State is null)}><strong>{Formats.Count(profiles.Count)}</strong> {(profiles.Count == 1 ? "profile" : "profiles")}</a></li>
            {Enum.GetValues<ProfileState>().Select(state => (State: state, Count: profiles.Count(profile => profile.State == state))).Where(group => group.Count > 0).OrderByDescending(group => group.State).Select(
                group => Html.Of($"<li><a href=\"/?state={group.State.ToString()}\"{Current(query.State == group.State)}><strong>{Formats.Count(group.Count)}</strong> {Badges.Of(group.State)}</a></li>"))}
            {(oldest is { } time ? Html.Of($"<li class=\"plain\">oldest last success <strong>{Formats.Ago(time, now)}</strong></li>") : default)}
            </ul>
            """);
    }

    private static Html Current(bool isCurrent) => Html.When(isCurrent, () => Html.Of($" aria-current=\"true\""));

    private static Html Search(OverviewQuery query) => Html.Of($"""
        <form role="search" action="/" method="get"><label for="name">Name</label> <input id="name" type="search" name="name" value="{query.Name}" maxlength="64" autocomplete="off">{(query.State is { } state ? Html.Of($"""<input type="hidden" name="state" value="{state.ToString()}">""") : default)} <button type="submit" class="quiet">Find</button></form>
        """);

    private static Html Row(ProfileSummary profile, bool isRunning, DateTimeOffset? next, DateTimeOffset now) => Html.Of($"""
        <tr id="row-{profile.Id}" data-profile="{profile.Id}"{Html.When(isRunning, () => Html.Of($" data-running"))}>
        <th scope="row"><a href="/profiles/{profile.Id}">{profile.Id}</a></th>
        <td data-label="State">{Badges.Of(profile.State)}<span class="state syncing" data-state="Syncing">Syncing</span></td>
        <td data-label="Last success">{Ago(profile.LastSuccess, now, "never")}</td>
        {SyncKinds.All.Zip(profile.Counts, (kind, count) => Html.Of($"<td class=\"number\" data-label=\"{Title(kind)}\">{(count is { } known ? Formats.Count(known) : "–")}</td>"))}
        <td data-label="Next">{Ago(next, now, "when asked")}</td>
        <td data-label="Last runs">{Strip(profile.LastRuns)}</td>
        <td class="act">{SyncButton.Render(profile.Id, isRunning)}</td></tr>
        """);

    private static Html Ago(DateTimeOffset? time, DateTimeOffset now, string without) =>
        time is { } known ? Formats.Ago(known, now) : Html.Of($"<span class=\"none\">{without}</span>");

    private static Html Strip(IReadOnlyList<SyncStatus> runs) => runs.Count == 0 ? Html.Of($"<span class=\"none\">none</span>") : Html.Of($"""
        <svg class="strip" role="img" aria-label="Last {runs.Count} runs: {string.Join(", ", runs.GroupBy(status => status).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}"))}" viewBox="0 0 {runs.Count * 8} 16" width="{runs.Count * 8}" height="16">{runs.Select((status, place) => Html.Of($"<rect data-state=\"{status.ToString()}\" x=\"{place * 8}\" y=\"{16 - Height(status)}\" width=\"6\" height=\"{Height(status)}\" rx=\"1\"/>"))}</svg>
        """);

    /// <summary>So that colour is not all there is to tell them apart.</summary>
    private static long Height(SyncStatus status) => status switch { SyncStatus.Completed => 16, SyncStatus.Partial => 11, SyncStatus.Failed => 7, _ => 3 };

    private static Html Pages(OverviewQuery query, int page, int pages) => Html.Of($"""
        <nav class="pages" aria-label="Pages">{Enumerable.Range(1, pages).Select(number => Html.Of($"<a href=\"{query.AddressOf(number)}\"{Html.When(number == page, () => Html.Of($" aria-current=\"page\""))}>{number}</a>"))}</nav>
        """);

    private static Html Empty() => Html.Of($$$"""
        <h1>Profiles</h1>
        <section class="card empty" aria-labelledby="empty-title">
        <h2 id="empty-title">There is no profile yet</h2>
        <p>A profile is an account at a provider. Add one, with the address of this page in place of <code>SERVER</code>; with a schedule it is synced at once:</p>
        <pre tabindex="0"><code>curl -X POST SERVER/api/profiles -H 'Content-Type: application/json' \
          -d '{"id":"home","url":"http://host:8080","username":"me","password":"secret","schedule":{"interval":"06:00:00"}}'</code></pre>
        <p>With an API key send <code>-H "Authorization: Bearer KEY"</code> as well. <a href="/openapi/v1.json">The description of the interface</a> has all the fields.</p>
        </section>
        {{{LiveSection.Render([])}}}
        """);

    private static string Title(string kind) => char.ToUpperInvariant(kind[0]) + kind[1..];
}
