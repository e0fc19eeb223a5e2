using System.Text.Json;
using DataflowSync.Testing;

namespace DataflowSync.Perf.Providing;

/// <summary>A catalog that the provider's process is told to serve. Equal setups are equal bytes.</summary>
/// <param name="Movies">How many.</param>
/// <param name="Ids">In which order.</param>
/// <param name="RepeatPerCategory">Share that is sent once for each of its categories.</param>
/// <param name="Changed">Movies that differ from the same catalog without it.</param>
/// <param name="IsRenumbered">Whether every <c>num</c> differs.</param>
internal sealed record CatalogSetup(
    int Movies, FakeIdOrder Ids = FakeIdOrder.Ascending, double RepeatPerCategory = 0, int Changed = 0, bool IsRenumbered = false)
{
    public FakeProviderOptions ToOptions() =>
        new() { Channels = 0, Movies = Movies, Series = 0, Ids = Ids, RepeatPerCategory = RepeatPerCategory };

    public string ToLine() => JsonSerializer.Serialize(this);

    public static CatalogSetup Parse(string line) => JsonSerializer.Deserialize<CatalogSetup>(line)!;
}
