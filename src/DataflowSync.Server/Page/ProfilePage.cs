using DataflowSync.Hosting;
using DataflowSync.Server.Profiles;
using DataflowSync.Server.Progress;

namespace DataflowSync.Server.Page;

/// <summary>A profile: how it stands, what is held back, and its history.</summary>
internal static class ProfilePage
{
    public static Html Render(StoredProfile profile, ProfileStatus status, IReadOnlyList<KindSchedule> plan, LiveRun? run, DateTimeOffset now)
    {
        var summary = ProfileSummary.From(profile, status);
        return Html.Of($"""
            <nav class="path" aria-label="Where you are"><a href="/">Profiles</a></nav>
            <div class="bar" id="row-{profile.Id}" data-profile="{profile.Id}"{Html.When(run is not null, () => Html.Of($" data-running"))}>
            <h1>{profile.Id}</h1> <span id="state" data-part>{Badges.Of(summary.State)}</span><span class="state syncing" data-state="Syncing">Syncing</span>
            {SyncButton.Render(profile.Id, run is not null)}</div>
            {Facts(profile, summary, status, plan, now)}
            {LiveSection.Render(run is null ? [] : [run], profile.Id)}
            {HeldSection.Render(summary.Held, now)}
            {(status.Reports is [var last, ..] ? TroubleSection.Render(last, "Last run: worth a look") : Html.Of($"<section id=\"trouble\" data-part hidden></section>"))}
            {HistorySection.Render(status.Reports, now)}
            """);
    }

    private static Html Facts(StoredProfile profile, ProfileSummary summary, ProfileStatus status, IReadOnlyList<KindSchedule> plan, DateTimeOffset now) => Html.Of($"""
        <section id="facts" data-part aria-label="How it stands">
        <p class="hint">Provider <code>{profile.Url}</code>{(status.Reports.FirstOrDefault(report => report.Account is not null)?.Account is { } account ? Account(account) : default)}</p>
        <ul class="kinds">{SyncKinds.All.Zip(summary.Counts, (kind, count) => Kind(kind, count, status, plan.FirstOrDefault(row => row.Kind == kind), now))}</ul>
        </section>
        """);

    private static Html Account(AccountInfo account) =>
        Html.Of($", account <bdi>{account.Status}</bdi>{(account.ExpiresAt is { } end ? Html.Of($" until {Formats.Time(end)}") : default)}");

    private static Html Kind(string kind, long? count, ProfileStatus status, KindSchedule? plan, DateTimeOffset now) => Html.Of($"""
        <li class="card"><h2>{kind}</h2> <strong class="count">{(count is { } known ? Formats.Count(known) : "–")}</strong>
        <dl>{SyncKinds.StepsOf(kind).Select(step => Html.Of($"<div><dt>{step}</dt><dd>{(status.LastSuccess.TryGetValue(step, out var success) ? Formats.Ago(success, now) : Html.Of($"never"))}</dd></div>"))}
        <div><dt>next</dt><dd>{(plan is null ? Html.Of($"when asked") : Html.Of($"{Formats.Ago(plan.NextDue, now)}{Reason(plan)}"))}</dd></div></dl></li>
        """);

    private static Html Reason(KindSchedule plan) => plan.Wait switch
    {
        ScheduleWait.Failure => Html.Of($", after {plan.Failures} failures"),
        ScheduleWait.Guard => Html.Of($", to confirm what is held back"),
        ScheduleWait.Rejected => Html.Of($", for the account was rejected"),
        _ => default,
    };
}
