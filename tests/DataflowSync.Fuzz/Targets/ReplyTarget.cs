using System.Runtime.InteropServices;
using DataflowSync.Xtream;
using DataflowSync.Xtream.Replies;

namespace DataflowSync.Fuzz.Targets;

/// <summary>A body as one small document: the first byte of an input chooses account or series details; the body is the rest.</summary>
internal sealed class ReplyTarget
{
    public const int HeaderBytes = 1;

    private const long SeriesId = 7;

    private readonly PanelReader _panel = new();

    /// <summary>An input that reads a body as an account's reply, or as the details of a series.</summary>
    public static byte[] Input(bool isAccount, byte[] body) => [isAccount ? (byte)0 : (byte)1, .. body];

    /// <summary>Reads an input.</summary>
    /// <returns>Whether it is what it should be.</returns>
    /// <exception cref="BrokenInvariantException">What must hold for any bytes did not.</exception>
    public bool Run(byte[] input)
    {
        if (input.Length < HeaderBytes)
        {
            return false;
        }

        try
        {
            using var document = JsonDocuments.Parse(input.AsSpan(HeaderBytes));
            if (input[0] % 2 == 0)
            {
                Check(_panel.Replies.ReadAccount(JsonMarshal.GetRawUtf8Value(document.RootElement)));
            }
            else
            {
                Check(_panel.Details.Read(SeriesId, document.RootElement));
            }

            return true;
        }
        catch (SourceException exception)
        {
            PanelReader.Check(exception.Error);
            return false;
        }
    }

    private static void Check(AccountInfo account)
    {
        BrokenInvariantException.ThrowIf(account.Status.Length is 0 or > 200 || account.Status.Any(char.IsControl), "a status is not one short line");
        BrokenInvariantException.ThrowIf(account.ExpiresAt <= PanelReader.Now, "an expired account is accepted");
        BrokenInvariantException.ThrowIf(account.MaxConnections <= 0, "an account without connections");
    }

    private static void Check(SeriesDetails details)
    {
        BrokenInvariantException.ThrowIf(details.Id != SeriesId || details.Info is { Id: not SeriesId }, "details of another series");
        BrokenInvariantException.ThrowIf(details.SkippedEpisodes < 0, "less than none were skipped");
        BrokenInvariantException.ThrowIf(
            !details.Seasons.Select(season => season.Number).SequenceEqual(details.Seasons.Select(season => season.Number).Distinct().Order()),
            "seasons are not in their order");
        foreach (var season in details.Seasons)
        {
            BrokenInvariantException.ThrowIf(season.Number < 0, "a season has no number");
            BrokenInvariantException.ThrowIf(season.Episodes.Any(episode => episode.Season != season.Number), "an episode is in another season");
            BrokenInvariantException.ThrowIf(season.Episodes.Any(episode => episode.Id <= 0), "an episode has no id");
        }
    }
}
