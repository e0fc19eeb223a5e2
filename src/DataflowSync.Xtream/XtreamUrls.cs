using System.Buffers;
using System.Globalization;

namespace DataflowSync.Xtream;

/// <summary>
/// Builds the addresses under which items are played. They are made when they are asked for, from what the account of the profile is then:
/// a catalog holds none, and survives a change of host and password. Thread-safe if the lookup is.
/// </summary>
public sealed class XtreamUrls
{
    /// <summary>The extension of a movie or an episode whose own is not known, or no extension.</summary>
    public const string DefaultExtension = "mp4";

    private const int MaxExtension = 8;

    private static readonly TimeSpan LongestTimeshift = TimeSpan.FromDays(7);

    private static readonly SearchValues<char> ExtensionCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private readonly Func<ProfileId, XtreamAccount?> _findAccount;

    /// <summary>Makes a builder of addresses.</summary>
    /// <param name="findAccount">Gives the account of a profile; null where there is none.</param>
    public XtreamUrls(Func<ProfileId, XtreamAccount?> findAccount)
    {
        ArgumentNullException.ThrowIfNull(findAccount);
        _findAccount = findAccount;
    }

    /// <summary>Where a channel is watched as it is sent: <c>{base}live/USER/PASSWORD/ID.ts</c>.</summary>
    /// <param name="profileId">The profile whose account plays.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="extension"><c>ts</c> for one stream, <c>m3u8</c> for HLS, or what else the account allows: 1 to 8 letters and digits.</param>
    /// <exception cref="UnknownProfileException">The profile has no account.</exception>
    /// <exception cref="ArgumentException">The extension is none.</exception>
    public XtreamUrl ForChannel(ProfileId profileId, Channel channel, string extension = "ts")
    {
        ArgumentNullException.ThrowIfNull(channel);
        return Make(profileId, "live", channel.Id, Required(extension));
    }

    /// <summary>Where a movie is played: <c>{base}movie/USER/PASSWORD/ID.EXTENSION</c>.</summary>
    /// <param name="profileId">The profile whose account plays.</param>
    /// <param name="movie">The movie; its extension is used if it is one, else <see cref="DefaultExtension"/>.</param>
    /// <exception cref="UnknownProfileException">The profile has no account.</exception>
    public XtreamUrl ForMovie(ProfileId profileId, Movie movie)
    {
        ArgumentNullException.ThrowIfNull(movie);
        return Make(profileId, "movie", movie.Id, OrDefault(movie.ContainerExtension));
    }

    /// <summary>Where an episode is played: <c>{base}series/USER/PASSWORD/ID.EXTENSION</c>, with the id of the episode.</summary>
    /// <param name="profileId">The profile whose account plays.</param>
    /// <param name="episode">The episode; its extension is used if it is one, else <see cref="DefaultExtension"/>.</param>
    /// <exception cref="UnknownProfileException">The profile has no account.</exception>
    public XtreamUrl ForEpisode(ProfileId profileId, Episode episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        return Make(profileId, "series", episode.Id, OrDefault(episode.ContainerExtension));
    }

    /// <summary>
    /// Where the past of a channel is watched: <c>{base}timeshift/USER/PASSWORD/MINUTES/YYYY-MM-DD:HH-MM/ID.ts</c>. Panels read the time in
    /// their own zone (<c>server_info.timezone</c> of the account check).
    /// </summary>
    /// <param name="profileId">The profile whose account plays.</param>
    /// <param name="channel">A channel with an archive.</param>
    /// <param name="start">
    /// When the part begins, <b>in the panel's zone</b>: its own clock is written down, and its offset is not. Convert others first, with
    /// <see cref="TimeZoneInfo.ConvertTime(DateTimeOffset, TimeZoneInfo)"/>. Seconds are cut off.
    /// </param>
    /// <param name="duration">How long the part is: above zero to 7 days, rounded up to minutes.</param>
    /// <param name="extension"><c>ts</c> for one stream, <c>m3u8</c> for HLS: 1 to 8 letters and digits.</param>
    /// <exception cref="UnknownProfileException">The profile has no account.</exception>
    /// <exception cref="ArgumentException">The duration is out of its range, or the extension is none.</exception>
    public XtreamUrl ForTimeshift(ProfileId profileId, Channel channel, DateTimeOffset start, TimeSpan duration, string extension = "ts")
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, LongestTimeshift);
        var path = string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(duration.TotalMinutes)}/{start:yyyy-MM-dd:HH-mm}/{channel.Id}.{Required(extension)}");
        return new XtreamUrl(Find(profileId), "timeshift", path);
    }

    private XtreamUrl Make(ProfileId profileId, string kind, long id, string extension) =>
        new(Find(profileId), kind, string.Create(CultureInfo.InvariantCulture, $"{id}.{extension}"));

    private XtreamAccount Find(ProfileId profileId) => _findAccount(profileId) ?? throw new UnknownProfileException(profileId);

    private static string Required(string extension) =>
        IsExtension(extension) ? extension : throw new ArgumentException("An extension is 1 to 8 letters and digits.", nameof(extension));

    /// <summary>An extension comes from the provider, and goes into an address.</summary>
    private static string OrDefault(string? extension) => IsExtension(extension) ? extension! : DefaultExtension;

    private static bool IsExtension(string? text) => text?.Length is >= 1 and <= MaxExtension && !text.AsSpan().ContainsAnyExcept(ExtensionCharacters);
}
