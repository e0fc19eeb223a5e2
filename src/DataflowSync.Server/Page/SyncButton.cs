namespace DataflowSync.Server.Page;

/// <summary>Starts or cancels a profile's sync. One button, so that the keyboard's focus stays on it.</summary>
internal static class SyncButton
{
    public static Html Render(string profileId, bool isRunning) => Html.Of($"""
        <button type="button" class="needs-script" id="sync-{profileId}" data-action="{(isRunning ? "cancel" : "sync")}" data-profile="{profileId}" aria-label="{(isRunning ? "Cancel" : "Sync now")}: {profileId}">{(isRunning ? "Cancel" : "Sync now")}</button>
        """);
}
