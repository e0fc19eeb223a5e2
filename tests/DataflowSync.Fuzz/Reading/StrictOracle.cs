using System.Runtime.InteropServices;
using System.Text.Json;

namespace DataflowSync.Fuzz.Reading;

/// <summary>What a strict JSON reader takes as a list, the framer takes as the same list: the same elements, none more, none less.</summary>
internal static class StrictOracle
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = SyncOptions.LargestRecordDepth };

    /// <exception cref="BrokenInvariantException">The framer made another list of the body.</exception>
    public static void Check(ReadOnlyMemory<byte> body, ListReading reading)
    {
        List<JsonElement> elements;
        try
        {
            var root = JsonDocument.Parse(body, Options).RootElement;
            if (root.ValueKind != JsonValueKind.Array && (root.ValueKind != JsonValueKind.Object || reading.Error is not null))
            {
                BrokenInvariantException.ThrowIf(reading.Error is null, "a single value is a list");
                return;
            }

            elements = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [.. root.EnumerateObject().Select(property => property.Value)];
        }
        catch (JsonException)
        {
            return;
        }

        BrokenInvariantException.ThrowIf(reading.Error is not null, $"a strict list is an error: {reading.Error?.Code}");
        BrokenInvariantException.ThrowIf(reading.Frames.Count != elements.Count, $"{elements.Count} elements are {reading.Frames.Count} records");
        foreach (var (element, frame) in elements.Zip(reading.Frames))
        {
            BrokenInvariantException.ThrowIf(
                frame.Reject is null && !JsonMarshal.GetRawUtf8Value(element).SequenceEqual(frame.Bytes),
                "a record has other bytes than its element");
            BrokenInvariantException.ThrowIf(
                frame.Reject == RejectReason.NotAnObject && element.ValueKind == JsonValueKind.Object, "an object is none");
        }
    }
}
