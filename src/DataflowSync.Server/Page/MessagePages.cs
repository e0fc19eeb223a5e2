using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace DataflowSync.Server.Page;

/// <summary>Pages in place of the one that was asked for.</summary>
internal static class MessagePages
{
    /// <summary>The page that says why there is none.</summary>
    public static PageAnswer Fault(PageFrame frame, int status, string? detail) => status == StatusCodes.Status401Unauthorized
        ? frame.Answer("Sign in", SignIn(), status)
        : frame.Answer(ReasonPhrases.GetReasonPhrase(status), Html.Of($"""
            <h1>{ReasonPhrases.GetReasonPhrase(status)} <small>{status.ToString(CultureInfo.InvariantCulture)}</small></h1>
            <p>{detail ?? "It cannot be shown."}</p>
            <p><a href="/">All profiles</a></p>
            """), status);

    private static Html SignIn() => Html.Of($"""
        <section class="card sign-in" aria-labelledby="sign-in-title">
        <h1 id="sign-in-title">Sign in</h1>
        <p>This server wants its API key. It is kept nowhere in the browser: you get a cookie for 12 hours.</p>
        <noscript><p>Signing in needs JavaScript.</p></noscript>
        <form id="sign-in" class="needs-script"><label for="key">API key</label>
        <input id="key" name="key" type="password" required maxlength="1024" autocomplete="current-password" autocapitalize="off" spellcheck="false" autofocus>
        <p id="sign-in-error" class="error" role="alert" hidden></p>
        <button type="submit">Sign in</button></form>
        </section>
        """);
}
