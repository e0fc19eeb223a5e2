using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace DataflowSync.Hosting.Profiles;

/// <summary>The profiles of the options.</summary>
internal sealed class ConfiguredProfiles(LiveOptions options) : IProfileSource
{
    public IReadOnlyCollection<SyncProfile> GetProfiles() => [.. options.Current.Profiles.Select(entry => Make(entry.Key, entry.Value))];

    public IChangeToken GetChangeToken() => options.NextChange;

    private static SyncProfile Make(string name, ProfileOptions profile) => new(name, profile.Url)
    {
        UserAgent = profile.UserAgent,
        Kinds = profile.Kinds is { Count: > 0 } kinds ? [.. kinds] : null,
        Categories = profile.Categories.Count == 0 ? null
            : profile.Categories.ToDictionary(entry => entry.Key, IReadOnlyCollection<string> (entry) => [.. entry.Value], StringComparer.Ordinal),
        Schedule = profile.Schedule,

        // The hash of strings differs from process to process, so it tells nothing of them.
        Revision = HashCode.Combine(profile.Url, profile.Username, profile.Password).ToString(CultureInfo.InvariantCulture),
    };
}
