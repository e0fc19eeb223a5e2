using System.IO.Compression;

namespace DataflowSync.Xtream.Http;

/// <summary>
/// Unpacks the body of an answer. Not left to the HTTP handler, which hides how many bytes were sent for what it unpacks, and
/// believes what the headers say.
/// </summary>
internal static class ContentDecoder
{
    /// <summary>What is asked for.</summary>
    public const string Accepted = "gzip, br, deflate";

    /// <summary>Each layer unpacks what the one below unpacked: more than a proxy or two would add are an attack.</summary>
    private const int MaxCodings = 4;

    /// <summary>Opens a body.</summary>
    /// <param name="content">The body as it was sent; disposed with what is returned.</param>
    /// <param name="codings">What <c>Content-Encoding</c> names, in the order of encoding.</param>
    /// <param name="warn">Told while the body is read.</param>
    /// <exception cref="SourceException">There are too many encodings.</exception>
    public static Stream Open(Stream content, IReadOnlyCollection<string> codings, Action<string> warn)
    {
        if (codings.Count > MaxCodings)
        {
            throw new SourceException(SyncErrorCode.LimitExceeded, FormattableString.Invariant($"the provider's answer is encoded more than {MaxCodings} times"));
        }

        foreach (var coding in codings.Reverse())
        {
            content = Decode(content, coding.Trim(), warn);
        }

        return Gzip(content, isDeclared: false, warn);
    }

    /// <summary>Whether a body with these encodings has the length that its headers say.</summary>
    public static bool KeepsLength(IEnumerable<string> codings) => !codings.Any(coding => Normalize(coding) is "gzip" or "deflate" or "br");

    private static Stream Decode(Stream content, string coding, Action<string> warn)
    {
        switch (Normalize(coding))
        {
            case "gzip":
                return Gzip(content, isDeclared: true, warn);
            case "deflate":
                return Deflate(content);
            case "br":
                return new BrotliStream(content, CompressionMode.Decompress);
            case "identity" or "":
                return content;
            default:
                // Hand-made panels name charsets here.
                warn("unknown-encoding: an encoding of the answer that nobody knows was ignored");
                return content;
        }
    }

    private static string Normalize(string coding) => coding.Trim().ToLowerInvariant() switch
    {
        "x-gzip" => "gzip",
        var other => other,
    };

    /// <summary>Proxies pack without saying so, and unpack without saying so.</summary>
    private static PeekedStream Gzip(Stream content, bool isDeclared, Action<string> warn) => new(content, first => first == 0x1F, (start, whole) =>
    {
        // One byte of the mark is no text: the answer was cut inside it.
        var isGzip = start is [0x1F, 0x8B] or [0x1F];
        if (isGzip != isDeclared && start.Length > 0)
        {
            warn(isDeclared ? "false-encoding: the answer says that it is gzip, and is not" : "undeclared-gzip: the answer is gzip without saying so");
        }

        return isGzip ? new GZipStream(whole, CompressionMode.Decompress) : whole;
    });

    /// <summary>What is called deflate is to be zlib, but many send it without the frame.</summary>
    private static PeekedStream Deflate(Stream content) => new(content, first => (first & 0x0F) == 8, (start, whole) =>
        start.Length == 2 && ((start[0] << 8) + start[1]) % 31 == 0
            ? new ZLibStream(whole, CompressionMode.Decompress)
            : new DeflateStream(whole, CompressionMode.Decompress));
}
