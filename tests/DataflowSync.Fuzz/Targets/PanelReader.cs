using DataflowSync.Xtream;
using DataflowSync.Xtream.Details;
using DataflowSync.Xtream.Formats;
using DataflowSync.Xtream.Replies;

namespace DataflowSync.Fuzz.Targets;

/// <summary>The readers of an account, without a provider.</summary>
internal sealed class PanelReader
{
    /// <summary>Credentials that are found in nothing by chance.</summary>
    public const string Username = "us@r &1";

    public const string Password = "p#ss%w/rd+";

    /// <summary>All times are compared with this one, so that a finding stays one.</summary>
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    public PanelReader()
    {
        Replies = new ReplyReader(new SecretFilter(new XtreamAccount("http://panel.example.test", Username, Password)), new StoppedClock());
        Details = new SeriesDetailsReader(Replies);
        var categories = new CategoryFormat(Replies);
        Formats = [categories, new ChannelFormat(Replies), categories, new MovieFormat(Replies), categories, new SeriesFormat(Replies)];
    }

    public ReplyReader Replies { get; }

    public SeriesDetailsReader Details { get; }

    /// <summary>The formats of the six steps, in their order.</summary>
    public IReadOnlyList<IRecordFormat> Formats { get; }

    /// <summary>What is told of a provider is short, one line, and holds no credentials.</summary>
    /// <exception cref="BrokenInvariantException">It is not.</exception>
    public static void Check(SyncError error)
    {
        BrokenInvariantException.ThrowIf(error.Message.Length is 0 or > 300 || error.Message.Any(char.IsControl), "a message is not one short line");
        BrokenInvariantException.ThrowIf(
            error.Message.Contains(Username, StringComparison.OrdinalIgnoreCase) || error.Message.Contains(Password, StringComparison.OrdinalIgnoreCase),
            "a message holds a credential");
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
