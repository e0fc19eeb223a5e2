using System.Globalization;
using System.Text;
using DataflowSync.Testing.Faults;

namespace DataflowSync.Testing;

/// <summary>
/// One thing that goes wrong at the fake provider, for one kind of request, once or several times. Immutable; change a copy:
/// <c>Fault.Status(503) with { Target = "movies", Times = 2 }</c>.
/// </summary>
/// <remarks>Byte positions count bytes of the body as sent (after compression, if any). A body that ends before is sent unharmed.</remarks>
public sealed record Fault
{
    /// <summary>The target that matches every request.</summary>
    public const string Everything = "*";

    /// <summary>The category of requests that name none.</summary>
    public const string WholeList = "whole";

    /// <summary>The target that matches the account check.</summary>
    public const string AccountCheck = "account";

    private readonly string _target = Everything;
    private readonly int? _times = 1;

    private Fault(FaultKind kind) => Kind = kind;

    /// <summary>
    /// Which requests it meets: <c>account</c> (the account check), the name of a dataset (<c>channels</c>, <c>movies</c>,
    /// <c>series</c>, <c>channel-categories</c>, <c>movie-categories</c>, <c>series-categories</c>), or <c>*</c>, the default, for all.
    /// </summary>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public string Target
    {
        get => _target;
        init => _target = FaultTarget.IsKnown(value)
            ? value
            : throw new ArgumentException($"'{value}' is not a target of faults; {FaultTarget.Allowed}.", nameof(value));
    }

    /// <summary>How many requests it meets, at least 1, the default; null for all that come.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? Times
    {
        get => _times;
        init => _times = value is < 1 ? throw new ArgumentOutOfRangeException(nameof(value), value, "A fault happens at least once.") : value;
    }

    /// <summary>
    /// The category (<c>category_id</c>) whose requests alone it meets: <c>whole</c> for requests of the whole list, null, the default,
    /// for both.
    /// </summary>
    public string? Category { get; init; }

    internal FaultKind Kind { get; }

    internal int StatusCode { get; private init; }

    internal TimeSpan? RetryAfter { get; private init; }

    internal TimeSpan Time { get; private init; }

    internal long AtByte { get; private init; }

    internal ReadOnlyMemory<byte> Content { get; private init; }

    internal string ContentType { get; private init; } = "application/json";

    /// <summary>Answers with another status and a small HTML page.</summary>
    /// <param name="code">200 to 999.</param>
    /// <param name="retryAfter">What <c>Retry-After</c> says, in whole seconds, rounded up; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The code or the time is out of range.</exception>
    public static Fault Status(int code, TimeSpan? retryAfter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, 999);
        ArgumentOutOfRangeException.ThrowIfLessThan(retryAfter ?? TimeSpan.Zero, TimeSpan.Zero, nameof(retryAfter));
        return new Fault(FaultKind.Status) { StatusCode = code, RetryAfter = retryAfter };
    }

    /// <summary>Waits before the first byte of the answer, headers included, by the options' clock; then answers as usual.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, or longer than timers can wait (49 days).</exception>
    public static Fault Delay(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromMilliseconds(uint.MaxValue - 1));
        return new Fault(FaultKind.Delay) { Time = time };
    }

    /// <summary>Sends the headers and so many bytes of the body, then nothing more, until the client goes or the provider is disposed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative.</exception>
    public static Fault Stall(long atByte) => At(FaultKind.Stall, atByte);

    /// <summary>
    /// Sends so many bytes of the body, then resets the connection. At 0 not even headers are sent. Bytes that the client's system has
    /// not taken over by then are lost, as with every reset.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative.</exception>
    public static Fault Reset(long atByte) => At(FaultKind.Reset, atByte);

    /// <summary>
    /// Sends so many bytes of the body, then closes the connection as after a whole answer. Without a content length nobody can tell
    /// but from the content.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative.</exception>
    public static Fault Truncate(long atByte) => At(FaultKind.Truncate, atByte);

    /// <summary>Answers with status 200 and exactly this body.</summary>
    /// <param name="content">Not copied.</param>
    /// <param name="contentType">Sent as it is; printable ASCII.</param>
    /// <exception cref="ArgumentException">The content type is empty or not printable ASCII.</exception>
    public static Fault Body(ReadOnlyMemory<byte> content, string contentType)
    {
        ArgumentException.ThrowIfNullOrEmpty(contentType);
        return contentType.Any(c => c is < ' ' or > '~')
            ? throw new ArgumentException("A content type is printable ASCII.", nameof(contentType))
            : new Fault(FaultKind.Body) { Content = content, ContentType = contentType };
    }

    /// <summary>Answers with status 200 and exactly this text, as UTF-8 and <c>application/json</c>, whether it is that or not.</summary>
    /// <param name="content">May be empty.</param>
    public static Fault Body(string content) => Body(content, "application/json");

    /// <summary>Answers with status 200 and exactly this text, as UTF-8.</summary>
    /// <param name="content">May be empty.</param>
    /// <param name="contentType">Sent as it is; printable ASCII.</param>
    /// <exception cref="ArgumentException">The content type is empty or not printable ASCII.</exception>
    public static Fault Body(string content, string contentType)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Body(Encoding.UTF8.GetBytes(content), contentType);
    }

    /// <summary>
    /// Reads the text form <c>TARGET:SETTING[,SETTING]…</c>, for example <c>movies:status=503,times=2</c>. One setting says what
    /// happens: <c>status=CODE</c> (with <c>retry-after=SECONDS</c>), <c>delay=TIME</c> (<c>250ms</c>, <c>1.5s</c>, <c>2m</c>,
    /// <c>1h</c>), <c>stall=BYTE</c>, <c>reset=BYTE</c>, <c>truncate=BYTE</c>, or <c>body=TEXT</c> (with <c>type=CONTENT-TYPE</c>; the
    /// text is the rest, commas included, so it comes last). <c>times=N</c> or <c>times=forever</c>, and <c>category=ID</c> or
    /// <c>category=whole</c> may be added.
    /// </summary>
    /// <exception cref="FormatException">The text is something else; the message, one line, says what is allowed.</exception>
    public static Fault Parse(string spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return FaultParser.Parse(spec);
    }

    /// <summary>The fault in the form that <see cref="Parse"/> reads, the content of a body shortened to its length.</summary>
    public override string ToString()
    {
        string what = Kind switch
        {
            FaultKind.Status => RetryAfter is { } wait ? $"status={StatusCode},retry-after={WholeSeconds(wait)}" : $"status={StatusCode}",
            FaultKind.Delay => string.Create(CultureInfo.InvariantCulture, $"delay={Time.TotalMilliseconds}ms"),
            FaultKind.Body => $"type={ContentType},body=({Content.Length} bytes)",
            _ => string.Create(CultureInfo.InvariantCulture, $"{FaultParser.NameOf(Kind)}={AtByte}"),
        };
        string times = Times is { } count ? string.Create(CultureInfo.InvariantCulture, $"times={count}") : "times=forever";
        return $"{Target}:{times},{(Category is null ? string.Empty : $"category={Category},")}{what}";
    }

    internal static long WholeSeconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);

    internal static Fault At(FaultKind kind, long atByte)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(atByte);
        return new Fault(kind) { AtByte = atByte };
    }
}
