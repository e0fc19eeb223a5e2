using DataflowSync.Server.Setup;
using Microsoft.AspNetCore.Http;

namespace DataflowSync.Server.Page;

/// <summary>What is around every page. Immutable.</summary>
internal sealed class PageFrame(ServerSettings settings)
{
    /// <param name="title">For the tab.</param>
    /// <param name="main">The page itself.</param>
    /// <param name="status">Status of the answer.</param>
    public PageAnswer Answer(string title, Html main, int status = StatusCodes.Status200OK) => new(
        Document(title, main, Html.When(settings.Key is not null && status != StatusCodes.Status401Unauthorized, SignOut)), status);

    private static Html SignOut() => Html.Of($"""<button type="button" class="quiet needs-script" data-action="sign-out">Sign out</button>""");

    private static Html Document(string title, Html main, Html signOut) => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{title} – DataflowSync</title>
        <link rel="icon" href="{PageAssets.Icon.Path}" type="image/svg+xml">
        <link rel="stylesheet" href="{PageAssets.Style.Path}">
        <script type="module" src="{PageAssets.Script.Path}"></script>
        <script type="module" src="{PageAssets.Live.Path}"></script>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top">
        <a class="brand" href="/"><img src="{PageAssets.Icon.Path}" alt="" width="24" height="24">DataflowSync</a>
        <p id="connection" class="connection" role="status"></p>
        {signOut}
        </header>
        <main id="main" tabindex="-1">
        {main}
        </main>
        <p id="notice" class="notice" role="status"></p>
        <dialog id="consent" aria-labelledby="consent-title" aria-describedby="consent-text">
        <h2 id="consent-title"></h2>
        <p id="consent-text"></p>
        <p class="actions"><button type="button" class="quiet" data-action="consent-no">Keep what is published</button> <button type="button" class="danger" data-action="consent-yes"></button></p>
        </dialog>
        </body>
        </html>

        """);
}
