namespace DataflowSync.Testing;

/// <summary>
/// What a fake provider serves and how. Read once, by <see cref="FakeProvider.StartAsync"/>. Two providers with equal options serve
/// the same bytes.
/// </summary>
public sealed class FakeProviderOptions
{
    /// <summary>The most items a list may start with.</summary>
    public const int MaxItems = 10_000_000;

    /// <summary>The most categories a kind may start with.</summary>
    public const int MaxCategories = 10_000;

    /// <summary>The only user name that is let in. Not empty.</summary>
    public string Username { get; set; } = "fake-user";

    /// <summary>The password that belongs to <see cref="Username"/>. Not empty.</summary>
    public string Password { get; set; } = "fake-password";

    /// <summary>The port on the IPv4 loopback address, 0 to 65535; 0, the default, takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>What every value of the catalog is derived from.</summary>
    public long Seed { get; set; } = 1;

    /// <summary>Live channels at the start, 0 to <see cref="MaxItems"/>.</summary>
    public int Channels { get; set; } = 200;

    /// <summary>Movies at the start, 0 to <see cref="MaxItems"/>.</summary>
    public int Movies { get; set; } = 500;

    /// <summary>Series at the start, 0 to <see cref="MaxItems"/>.</summary>
    public int Series { get; set; } = 100;

    /// <summary>Channel categories at the start, 0 to <see cref="MaxCategories"/>. Channels are spread over these for good.</summary>
    public int ChannelCategories { get; set; } = 20;

    /// <summary>Movie categories at the start, 0 to <see cref="MaxCategories"/>. Movies are spread over these for good.</summary>
    public int MovieCategories { get; set; } = 40;

    /// <summary>Series categories at the start, 0 to <see cref="MaxCategories"/>. Series are spread over these for good.</summary>
    public int SeriesCategories { get; set; } = 20;

    /// <summary>The order of the ids at the start.</summary>
    public FakeIdOrder Ids { get; set; } = FakeIdOrder.Ascending;

    /// <summary>
    /// The share of items, 0 to 1, that are sent once for each of their two or three categories: same id, new <c>num</c>, other
    /// <c>category_id</c>, as panels do that show category duplicates. Half of them repeat at once, half at the end of the list.
    /// Needs two categories of the kind.
    /// </summary>
    public double RepeatPerCategory { get; set; }

    /// <summary>Sends every number of the lists as a string, as panels do whose database driver returns text.</summary>
    public bool NumbersAsStrings { get; set; }

    /// <summary>Compresses answers for clients that accept gzip. Real panels do not; networks in front of them do.</summary>
    public bool Gzip { get; set; }

    /// <summary>
    /// Sends <c>Content-Length</c>. Real panels do not: their answers end when the connection closes, and so do these by default.
    /// </summary>
    public bool SendContentLength { get; set; }

    /// <summary>The most body bytes a second for each answer, at least 1; null for no limit.</summary>
    public long? BytesPerSecond { get; set; }

    /// <summary>The clock for delays, the speed limit, the log and the answers' timestamps.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Username);
        ArgumentException.ThrowIfNullOrEmpty(Password);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ThrowIfOutside(Port, 0, 65_535, nameof(Port));
        ThrowIfOutside(Channels, 0, MaxItems, nameof(Channels));
        ThrowIfOutside(Movies, 0, MaxItems, nameof(Movies));
        ThrowIfOutside(Series, 0, MaxItems, nameof(Series));
        ThrowIfOutside(ChannelCategories, 0, MaxCategories, nameof(ChannelCategories));
        ThrowIfOutside(MovieCategories, 0, MaxCategories, nameof(MovieCategories));
        ThrowIfOutside(SeriesCategories, 0, MaxCategories, nameof(SeriesCategories));
        ThrowIfOutside(RepeatPerCategory, 0, 1, nameof(RepeatPerCategory));
        ThrowIfOutside(BytesPerSecond ?? 1, 1, long.MaxValue, nameof(BytesPerSecond));
        if (!Enum.IsDefined(Ids))
        {
            throw new ArgumentOutOfRangeException(nameof(Ids), Ids, "Not an order of ids.");
        }
    }

    private static void ThrowIfOutside<T>(T value, T least, T most, string name)
        where T : IComparable<T>
    {
        // Written so that NaN, which compares as less than everything, is outside.
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {least} to {most}.");
        }
    }
}
