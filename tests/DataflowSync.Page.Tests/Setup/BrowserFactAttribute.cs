namespace DataflowSync.Page.Tests.Setup;

/// <summary>A fact that needs Debian's Chromium, and is skipped where it is missing. No browser is ever downloaded.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    internal const string Chromium = "/usr/bin/chromium";

    public BrowserFactAttribute() => Skip = File.Exists(Chromium) ? null : $"{Chromium} is missing: apt-get install chromium.";
}
