using Microsoft.Playwright;

namespace DataflowSync.Page.Tests.Setup;

/// <summary>One browser for all tests, which take turns: they share two cores with the tests of other projects.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>For waits, so that a defect ends a test instead of hanging it. Nothing is measured by it.</summary>
    private const float Deadline = 60_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(BrowserFactAttribute.Chromium))
        {
            return; // Every test is skipped.
        }

        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Assertions.SetDefaultExpectTimeout(Deadline);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = BrowserFactAttribute.Chromium,
            Timeout = Deadline,

            // For each the reason is in docs/testing.md.
            ChromiumSandbox = false,
            Args = ["--disable-dev-shm-usage", "--disable-gpu", "--no-proxy-server"],
        });
    }

    /// <summary>Opens a window with nothing of the others' in it.</summary>
    internal async Task<Window> OpenAsync(Uri server, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = server.AbsoluteUri;
        options.Locale ??= "en-GB";
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(Deadline);
        return await Window.OpenAsync(context);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }
}
