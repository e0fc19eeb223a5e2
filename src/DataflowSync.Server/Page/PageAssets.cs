using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace DataflowSync.Server.Page;

/// <summary>Style, scripts and icon of the pages, which come with the assembly. Immutable.</summary>
internal static class PageAssets
{
    public const string Folder = "/assets/";

    public static readonly PageAsset Style = Load("page.css", "text/css; charset=utf-8");
    public static readonly PageAsset Script = Load("page.js", "text/javascript; charset=utf-8");

    /// <summary>It imports the other script, by the path that has its hash.</summary>
    public static readonly PageAsset Live = Load("live.js", "text/javascript; charset=utf-8", text => text.Replace("./page.js", Script!.Path, StringComparison.Ordinal));

    public static readonly PageAsset Icon = Load("icon.svg", "image/svg+xml");

    private static readonly FrozenDictionary<string, PageAsset> All =
        new[] { Style, Script, Live, Icon }.ToFrozenDictionary(asset => asset.Path, StringComparer.Ordinal);

    public static PageAsset? Find(string path) => All.GetValueOrDefault(path);

    private static PageAsset Load(string name, string contentType, Func<string, string>? change = null)
    {
        using var reader = new StreamReader(typeof(PageAssets).Assembly.GetManifestResourceStream($"page/{name}")!, Encoding.UTF8);
        var text = reader.ReadToEnd();
        var content = Encoding.UTF8.GetBytes(change is null ? text : change(text));
        var hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8));
        return new PageAsset($"{Folder}{Path.GetFileNameWithoutExtension(name)}.{hash}{Path.GetExtension(name)}", contentType, content);
    }
}
