using System.CommandLine;
using DataflowSync.Testing;

namespace DataflowSync.Cli.Options;

/// <summary>How large a fake provider's catalog is.</summary>
internal sealed class FakeCatalogOptions(int channels, int movies, int series)
{
    private readonly Option<int> _channels = Count("--channels", "Channels of the fake provider.", channels);
    private readonly Option<int> _movies = Count("--movies", "Movies of the fake provider.", movies);
    private readonly Option<int> _series = Count("--series", "Series of the fake provider.", series);

    public void AddTo(Command command)
    {
        command.Add(_channels);
        command.Add(_movies);
        command.Add(_series);
    }

    public FakeProviderOptions Read(ParseResult result) => new()
    {
        Channels = Checked(result, _channels),
        Movies = Checked(result, _movies),
        Series = Checked(result, _series),
    };

    private static Option<int> Count(string name, string description, int defaultValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => defaultValue,
    };

    private static int Checked(ParseResult result, Option<int> option)
    {
        var count = result.GetValue(option);
        return count is >= 0 and <= FakeProviderOptions.MaxItems
            ? count
            : throw new UsageException(FormattableString.Invariant($"{option.Name}: must be 0 to {FakeProviderOptions.MaxItems}."));
    }
}
