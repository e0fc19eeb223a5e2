namespace DataflowSync.Server.Page;

/// <summary>A piece of a page. Only literals of the source get into it as they are: every value is encoded. Immutable.</summary>
internal readonly struct Html
{
    private readonly string? _text;

    private Html(string text) => _text = text;

    /// <summary>Makes one of a template.</summary>
    public static Html Of(ref HtmlTemplate template) => new(template.ToString());

    /// <summary>A piece, or nothing.</summary>
    public static Html When(bool condition, Func<Html> piece) => condition ? piece() : default;

    /// <summary>The pieces, one after the other.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece._text)));

    public override string ToString() => _text ?? string.Empty;
}
