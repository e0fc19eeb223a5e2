using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace DataflowSync.Server.Page;

/// <summary>Which profiles to show. What makes no sense is left out: it is an address that people edit.</summary>
/// <param name="Name">A part of the name; empty for all.</param>
/// <param name="State">The state; null for all.</param>
/// <param name="Page">From 1.</param>
internal sealed record OverviewQuery(string Name, ProfileState? State, int Page)
{
    public static OverviewQuery From(IQueryCollection query) => new(
        query["name"].ToString().Trim(),
        Enum.TryParse<ProfileState>(query["state"].ToString(), out var state) && Enum.IsDefined(state) ? state : null,
        int.TryParse(query["page"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Max(1, page) : 1);

    public bool Fits(ProfileSummary profile) =>
        profile.Id.Contains(Name, StringComparison.OrdinalIgnoreCase) && (State is null || profile.State == State);

    public string AddressOf(int page) => "/" + QueryString.Create(
        new Dictionary<string, string?> { ["name"] = Name, ["state"] = State?.ToString(), ["page"] = page.ToString(CultureInfo.InvariantCulture) }
            .Where(part => part.Value is { Length: > 0 }));
}
