namespace DataflowSync.Server.Page;

/// <summary>States in a word, with a colour that repeats it.</summary>
internal static class Badges
{
    public static Html Of(ProfileState state) => Of(state.ToString(), state switch
    {
        ProfileState.Never => "Never synced",
        ProfileState.Guarded => "Held back",
        _ => state.ToString(),
    });

    public static Html Of(SyncStatus status) => Of(status.ToString(), status.ToString());

    public static Html Of(StepStatus status) => Of(status.ToString(), status == StepStatus.Guarded ? "Held back" : status.ToString());

    private static Html Of(string state, string text) => Html.Of($"""<span class="state" data-state="{state}">{text}</span>""");
}
