using System.Collections.Concurrent;
using DataflowSync.Tests.Shared;
using Microsoft.Playwright;

namespace DataflowSync.Page.Tests.Setup;

/// <summary>A window of the browser, and everything its console complained about: a violation of the pages' policy is a complaint as well.</summary>
internal sealed class Window : IAsyncDisposable
{
    private const string Watch = "document.addEventListener('securitypolicyviolation', e => console.error(`policy: ${e.effectiveDirective} ${e.blockedURI}`));";

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly List<string> _expected = [];

    private Window(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
    }

    public IPage Page { get; }

    public static async Task<Window> OpenAsync(IBrowserContext context)
    {
        await context.AddInitScriptAsync(Watch);
        var window = new Window(context, await context.NewPageAsync());
        window.Page.Console += (_, message) => window.Note(message.Type is "error" or "warning" ? $"{message.Text} {message.Location}" : null);
        window.Page.PageError += (_, error) => window.Note(error);
        return window;
    }

    /// <summary>What the console may complain about in this test.</summary>
    public void Expect(string complaint) => _expected.Add(complaint);

    public ILocator Find(string selector) => Page.Locator(selector);

    public async Task<IResponse> GoAsync(string path) => (await Page.GotoAsync(path))!;

    /// <summary>Waits until an element is there and shows a text.</summary>
    public Task ShowsAsync(string selector, string text) => Assertions.Expect(Find(selector)).ToContainTextAsync(text);

    public Task IsVisibleAsync(string selector) => Assertions.Expect(Find(selector)).ToBeVisibleAsync();

    public Task IsHiddenAsync(string selector) => Assertions.Expect(Find(selector)).ToBeHiddenAsync();

    public Task CountAsync(string selector, int count) => Assertions.Expect(Find(selector)).ToHaveCountAsync(count);

    /// <summary>Keeps a picture of the whole page, for who wants to see what the tests saw.</summary>
    public Task PictureAsync(string name) => Page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(Repository.Root, "artifacts", "page", $"{name}.png"),
        FullPage = true,
    });

    public void AssertNoComplaints() => Assert.DoesNotContain(_complaints, text => !_expected.Exists(part => text.Contains(part, StringComparison.Ordinal)));

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private void Note(string? complaint)
    {
        if (complaint is not null)
        {
            _complaints.Enqueue(complaint);
        }
    }
}
