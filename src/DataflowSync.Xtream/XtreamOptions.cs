using System.ComponentModel.DataAnnotations;

namespace DataflowSync.Xtream;

/// <summary>How a provider is asked. Read once, when the source or its HTTP client is made.</summary>
public sealed class XtreamOptions
{
    /// <summary>The User-Agent sent where nothing else is asked for: many providers refuse what is not a player.</summary>
    public const string DefaultUserAgent = "VLC/3.0.21 LibVLC/3.0.21";

    /// <summary>Longest wait for a connection, its TLS handshake included: 1 millisecond to 1 hour.</summary>
    /// <value>The default is 15 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Longest wait for the headers of an answer: panels build a whole list before its first byte. It bounds the reading of small
    /// documents too (the account check, the details of a series): 1 millisecond to 24 hours.
    /// </summary>
    /// <value>The default is 200 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(200);

    /// <summary>Pause from the end of an answer of the host to this source's next request, retries included: 0 to 1 hour.</summary>
    /// <value>The default is 250 milliseconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan RequestInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Failures of the host in a row from which on it is not asked for <see cref="BreakerDuration"/>: no connection, no answer in time, or
    /// a status from 500 to 599. Any other answer begins the count anew. 1 to 1,000; null for never. Keep it well above the attempts an
    /// engine makes at one step, or one action that is out of order keeps the others from being asked for.
    /// </summary>
    /// <value>The default is 8: two steps with four attempts each.</value>
    [Range(1, 1_000)]
    public int? BreakerThreshold { get; set; } = 8;

    /// <summary>How long a host that failed too often is left alone; then one request may try: 1 millisecond to 1 hour.</summary>
    /// <value>The default is 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan BreakerDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The User-Agent for accounts that name none.</summary>
    /// <value>The default is <see cref="DefaultUserAgent"/>.</value>
    [Required]
    [RegularExpression(@"[^\p{Cc}]*")]
    public string UserAgent { get; set; } = DefaultUserAgent;

    /// <summary>Whether certificates that cannot be trusted are accepted.</summary>
    /// <value>The default is false.</value>
    public bool InsecureTls { get; set; }

    /// <summary>Whether the proxy of the environment (<c>HTTP_PROXY</c> and its like) is used.</summary>
    /// <value>The default is false.</value>
    public bool UseSystemProxy { get; set; }

    /// <summary>Largest small document in decoded bytes: the account check, the details of a series. 1 KiB to 1 GiB.</summary>
    /// <value>The default is 64 MiB.</value>
    [Range(1 << 10, 1 << 30)]
    public int MaxDocumentBytes { get; set; } = 64 << 20;

    /// <summary>
    /// Largest body in decoded bytes for one byte that was sent, measured once 16 MiB were decoded: 1 to 1,100, which deflate cannot
    /// exceed. Lists are packed to a tenth or a twentieth. What a handler of your own unpacks cannot be measured.
    /// </summary>
    /// <value>The default is 200.</value>
    [Range(1, 1_100)]
    public int MaxCompressionRatio { get; set; } = 200;

    /// <summary>Redirects followed for one request: 0 to 50. A circle is not followed to its end.</summary>
    /// <value>The default is 5.</value>
    [Range(0, 50)]
    public int MaxRedirects { get; set; } = 5;

    /// <summary>
    /// Whether redirects to another host are followed, which is then given what the provider put into the address: mostly the
    /// credentials. The same host at another port, or with https for http, is always followed.
    /// </summary>
    /// <value>The default is false.</value>
    public bool AllowRedirectsToOtherHosts { get; set; }

    /// <summary>Whether redirects from https to http are followed: everyone on the way then sees the credentials.</summary>
    /// <value>The default is false.</value>
    public bool AllowInsecureRedirects { get; set; }

    /// <summary>A validated copy: what the owner changes later has no effect.</summary>
    /// <exception cref="ValidationException">A value is out of its range.</exception>
    internal XtreamOptions Freeze()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        return (XtreamOptions)MemberwiseClone();
    }
}
