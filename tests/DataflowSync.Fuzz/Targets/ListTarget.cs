using DataflowSync.Fuzz.Reading;
using DataflowSync.Xtream;

namespace DataflowSync.Fuzz.Targets;

/// <summary>
/// A body as a list. The first byte of an input chooses step and limits, the second how the body is cut; the body is the rest.
/// </summary>
internal sealed class ListTarget
{
    public const int HeaderBytes = 2;

    /// <summary>Of the bodies that were refused, so many of 256 are shown to a strict reader: most are broken, which is slow to be told.</summary>
    private const int RefusalsDoubted = 32;

    private const int SmallRecords = 0x40;
    private const int FlatRecords = 0x80;

    private readonly PanelReader _panel = new();
    private readonly ItemBuilder[] _items;

    public ListTarget() => _items = [.. _panel.Formats.Select(format => new ItemBuilder(format))];

    /// <summary>An input that reads a body as a list of the step with this index.</summary>
    public static byte[] Input(int step, int seed, byte[] body) => [(byte)step, (byte)seed, .. body];

    /// <summary>Reads an input.</summary>
    /// <returns>Whether it is a whole list.</returns>
    /// <exception cref="BrokenInvariantException">What must hold for any bytes did not.</exception>
    public bool Run(byte[] input)
    {
        if (input.Length < HeaderBytes)
        {
            return false;
        }

        var step = (input[0] & 0x3F) % _panel.Formats.Count;
        var limits = new Limits(
            (input[0] & SmallRecords) != 0 ? 100 : Limits.Usual.RecordBytes,
            (input[0] & FlatRecords) != 0 ? 3 : Limits.Usual.RecordDepth);
        var body = input.AsMemory(HeaderBytes);
        var whole = ListReading.Of(_panel.Formats[step], body, limits, Cuts.None);
        var pieces = ListReading.Of(_panel.Formats[step], body, limits, Cuts.Random(new Random(input[1]), body.Length));
        if (whole.Compare(pieces) is { } difference)
        {
            throw new BrokenInvariantException($"the result depends on where the reads end: {difference}");
        }

        if (whole.Error is null || input[1] < RefusalsDoubted)
        {
            StrictOracle.Check(body, whole);
        }

        if (whole.Error is { } error)
        {
            PanelReader.Check(error);
        }

        foreach (var frame in whole.Frames)
        {
            CheckRecord(step, frame, limits);
        }

        return whole.Error is null;
    }

    private void CheckRecord(int step, Framed frame, Limits limits)
    {
        BrokenInvariantException.ThrowIf(frame.Reject is not null && frame.Bytes.Length > 0, "a reject has bytes");
        BrokenInvariantException.ThrowIf(frame.Bytes.Length > limits.RecordBytes * 6L, "a record is larger than the largest, mended");
        if (ItemChecks.Map(_panel.Formats[step], frame, _items[step]) is null)
        {
            View(step, _items[step].ToItem());
        }

        if (frame.Reject is not null)
        {
            return;
        }

        // Lists are mistaken for one another: any object is an item or a reject in any of them.
        for (var other = 0; other < _items.Length; other++)
        {
            _items[other].Reset();
            _panel.Formats[other].Map(frame.Bytes, _items[other]);
        }
    }

    /// <summary>The typed views take any item of their dataset.</summary>
    private static void View(int step, CatalogItem item)
    {
        object view = step switch
        {
            1 => Channel.From(item),
            3 => Movie.From(item),
            5 => Series.From(item),
            _ => Category.From(item),
        };
        BrokenInvariantException.ThrowIf(view is Channel { Id: <= 0 } or Movie { Id: <= 0 } or Series { Id: <= 0 } or Category { Id: "" }, "a view has no id");
    }
}
